#!/usr/bin/env bash
# The inner half of container.sh, in the new namespaces: lays out the root and becomes the image's process.
set -euo pipefail

# /proc still tells the numbers of the namespace outside
read -r number _ </proc/self/stat
mounts=() environment=() groups=() start_file=
while [ $# -gt 0 ]; do
  case $1 in
    --cgroup) groups+=("$2") ;;
    --mount) mounts+=("$2") ;;
    --env) environment+=("$2") ;;
    --pid-file) echo "$number" >"$2" ;;
    --start-file) start_file=$2 ;;
    *) break ;;
  esac
  shift 2
done
root=$1/root
config=$1/config.json
shift

mount --bind "$root" "$root"
# an engine makes the places that something is mounted on; here they have to be there before the root is read-only
for entry in "${mounts[@]}"; do mkdir -p "$root${entry##*:}"; done
mkdir -p "$root"/{dev,proc,sys}
mount -o remount,bind,ro "$root"

mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o nosuid,mode=755 tmpfs "$root/dev"
for device in null zero full random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/shm"
mount -o remount,ro "$root/dev"
# where a JVM looks up its limits
mount -t tmpfs -o nosuid,nodev,noexec tmpfs "$root/sys"
mkdir -p "$root/sys/fs/cgroup"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount -o remount,bind,ro "$root/sys/fs/cgroup"
mount -o remount,ro "$root/sys"
for entry in "${mounts[@]}"; do
  kind=${entry%% *}
  from_to=${entry#* }
  to=$root${from_to##*:}
  case $kind in
    tmpfs) mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs "$to" ;;
    ro) mount --bind "${from_to%:*}" "$to" && mount -o remount,bind,ro "$to" ;;
    rw) mount --bind "${from_to%:*}" "$to" ;;
  esac
done

readarray -t image_environment < <(jq -r '.config.Env[]?' "$config")
readarray -t entry_point < <(jq -r '.config.Entrypoint[]' "$config")
if [ $# -eq 0 ]; then
  readarray -t arguments < <(jq -r '.config.Cmd[]?' "$config")
else
  arguments=("$@")
fi
user=$(jq -r '.config.User' "$config")
folder=$(jq -r '.config.WorkingDir // "/"' "$config")

# last, so that the limits are the process's own
for group in "${groups[@]}"; do echo 0 >"$group/cgroup.procs"; done
if [ -n "$start_file" ]; then
  read -r -a status </proc/self/stat
  echo "$EPOCHREALTIME $((status[13] + status[14]))" >"$start_file"
fi
exec env -i "${image_environment[@]}" "${environment[@]}" \
  /usr/bin/setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setuid,+setgid \
  /usr/bin/unshare --root="$root" --wd="$folder" --setgid "${user#*:}" --setuid "${user%:*}" \
  "${entry_point[@]}" "${arguments[@]}"
