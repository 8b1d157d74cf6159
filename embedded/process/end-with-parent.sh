# Runs one program and ends it when the process that started it is gone, however that one ended.
#   sh -c "$(cat end-with-parent.sh)" end-with-parent SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
# Standard input is a pipe whose other end only the parent holds: the kernel closes it even on kill -9. The program starts
# after a first line there, so that the parent can write down our process number before anything runs.
# The program's process number is written to descriptor 3.
# Ends with the program's exit status; 128 + its number where a signal ended the program.
# A shell and not Node, because it lives as long as the program does: 3 MB instead of 45, ready in 2 ms.
signal=$1
grace=$2
shift 2
# Signals meant for the whole group (a service manager's stop) must not end this shell before its program. Ignored, and not
# trapped: a trap interrupts `wait`, and bash then may wait for ever for a program that ended in the same moment.
trap '' TERM INT HUP
exec 4<&0 </dev/null
read -r go <&4 || exit 143
(
  trap - TERM INT HUP
  exec "$@" 3>&- 4<&-
) &
program=$!
echo "$program" >&3
exec 3>&-
(
  read -r nothing <&4
  kill -s "$signal" "$program"
  tenths=$((grace * 10))
  while [ "$tenths" -gt 0 ]; do
    sleep 0.1 || sleep 1
    tenths=$((tenths - 1))
  done
  kill -s KILL "$program"
) >/dev/null 2>&1 &
watcher=$!
wait "$program"
code=$?
# Some shells would say that it was killed.
exec 2>/dev/null
kill -s KILL "$watcher"
exit "$code"
