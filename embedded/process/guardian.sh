# Runs one server and ends it when the process that asked for it is gone, however that one ended.
#   sh -c "$(cat guardian.sh)" guardian SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
# Standard input is a pipe of which only the asking process holds the other end: the kernel closes it even on kill -9.
# Descriptor 3 is told the server's process number.
# A shell and not Node, because it lives as long as the server does: 3 MB instead of 45, ready in 2 ms.
signal=$1
grace=$2
shift 2
# Signals meant for the whole group (a service manager's stop) must not take the guardian before its server.
trap : TERM INT HUP
exec 4<&0 </dev/null
"$@" 3>&- 4<&- &
server=$!
echo "$server" >&3
exec 3>&-
(
  trap '' TERM INT HUP
  read -r nothing <&4
  kill -s "$signal" "$server"
  tenths=$((grace * 10))
  while [ "$tenths" -gt 0 ]; do
    sleep 0.1 || sleep 1
    tenths=$((tenths - 1))
  done
  kill -s KILL "$server"
) >/dev/null 2>&1 &
watcher=$!
code=0
# `wait` also returns when a trapped signal comes: then the server is still there.
while kill -0 "$server" 2>/dev/null; do
  wait "$server"
  code=$?
done
kill -s KILL "$watcher" 2>/dev/null
exit "$code"
