#!/usr/bin/env bash
# Runs an unpacked image as an engine would, without one: entry point, arguments, user, environment and working folder are those of the image's configuration. The process is
# number 1 of its own PID namespace, has no capability and cannot gain any, and sees a root that is mounted read-only. Network and host name are those of the caller.
# Usage: container.sh [OPTION...] IMAGE [ARGUMENT...]
#   --cpu N          cores, such as 0.25; limits need a writable cgroup (v1 or v2), and the script ends with 3 where there is none
#   --memory BYTES
#   --env NAME=VALUE
#   --bind FROM:TO   mounts a folder, read-only
#   --tmpfs PATH     mounts an empty writable folder
#   --share FROM:TO  mounts a folder, writable
#   --pid-file FILE  where the process's number outside of its namespace goes
#   --start-file FILE  where it goes when the process was started, in seconds since the epoch, and how many ticks of its CPU time laying out its root had taken by then
# ARGUMENTs take the place of the image's own. Ends with the process's exit code.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
cpu='' memory='' pid_file=
start_file=
environment=() mounts=()
while [ $# -gt 0 ]; do
  case $1 in
    --cpu) cpu=$2 ;;
    --memory) memory=$2 ;;
    --env) environment+=("$2") ;;
    --bind) mounts+=("ro $2") ;;
    --share) mounts+=("rw $2") ;;
    --tmpfs) mounts+=("tmpfs :$2") ;;
    --pid-file) pid_file=$2 ;;
    --start-file) start_file=$2 ;;
    --*) echo "error: $1: no such option (see the head of $0)" >&2; exit 2 ;;
    *) break ;;
  esac
  shift 2
done
image=$(cd "$1" && pwd -P)
shift

# One folder for each limit; v1 has a hierarchy for each, v2 has one.
limits=()
limit_v1() { # controller, file, value
  local group=/sys/fs/cgroup/$1/watertight-$$
  mkdir "$group" && limits+=("$group") && echo "$3" >"$group/$2"
}
limit_v2() { # file, value
  local group=/sys/fs/cgroup/watertight-$$
  if [ ! -d "$group" ]; then
    echo '+cpu +memory' >/sys/fs/cgroup/cgroup.subtree_control && mkdir "$group" && limits+=("$group")
  fi
  echo "$2" >"$group/$1"
}
limit() {
  local quota
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
    if [ -n "$memory" ]; then limit_v2 memory.max "$memory" || return; fi
    if [ -n "$cpu" ]; then
      quota=$(awk "BEGIN { print int($cpu * 100000) }")
      limit_v2 cpu.max "$quota 100000" || return
    fi
  else
    if [ -n "$memory" ]; then limit_v1 memory memory.limit_in_bytes "$memory" || return; fi
    if [ -n "$cpu" ]; then
      quota=$(awk "BEGIN { print int($cpu * 100000) }")
      limit_v1 cpu cpu.cfs_quota_us "$quota" || return
    fi
  fi
}

unshare='' pids=''
end() {
  # only a container that did not end by itself is ended here, by its process 1: --kill-child forgets a process that changes its user
  if [ -n "$unshare" ]; then
    kill -KILL "$(cat "$pids")" 2>/dev/null || kill -KILL "$unshare" 2>/dev/null || true
    wait "$unshare" || true
  fi
  [ -z "$pids" ] || rm -f "$pids"
  for group in "${limits[@]}"; do
    # the kernel lets go of a group a moment after its last process
    for _ in 1 2 3 4 5 6 7 8 9 10; do rmdir "$group" 2>/dev/null && break; sleep 0.1; done
  done
}
trap end EXIT
trap 'exit 143' TERM INT

if ! limit; then
  echo "error: no limit can be set: the cgroups in /sys/fs/cgroup are not writable (run as root, or without --cpu and --memory)" >&2
  exit 3
fi

options=()
for entry in "${limits[@]}"; do options+=(--cgroup "$entry"); done
for entry in "${mounts[@]}"; do options+=(--mount "$entry"); done
for entry in "${environment[@]}"; do options+=(--env "$entry"); done
pids=$(mktemp)
[ -z "$pid_file" ] || options+=(--pid-file "$pid_file")
[ -z "$start_file" ] || options+=(--start-file "$start_file")
unshare --mount --pid --fork --kill-child --propagation private \
  "$here/container-init.sh" "${options[@]}" --pid-file "$pids" "$image" "$@" &
unshare=$!
code=0
wait "$unshare" || code=$?
unshare=''
exit "$code"
