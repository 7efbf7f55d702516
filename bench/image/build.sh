#!/usr/bin/env bash
# Builds the images of the gateway, the echo upstream and the bench: target/watertight-IMAGE.tar, for docker load, podman load and skopeo. Needs no registry and no engine.
# Usage: build.sh [--base TAR] [--without-aot] [--offline]
#   --base TAR      stand on this image (as docker save writes it) instead of on one made of the packages of the Debian or Ubuntu this runs on
#   --without-aot   no ahead-of-time cache; to train one, processes are run in the new images, which needs root
#   --offline       Maven does not look for anything new
# Needs a JDK 25 (JAVA_HOME, or the launcher's search), Maven, jq and, without --base, apt-get.
# Caches are kept in target/aot and used again while their image is the same, so that the same input gives the same tar. Remove target to train anew.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
target=$here/target
images="gateway upstream-echo bench"

base='' aot=yes offline=''
while [ $# -gt 0 ]; do
  case $1 in
    --base) base=$(readlink -f "$2"); shift ;;
    --without-aot) aot=no ;;
    --offline) offline=-o ;;
    *) sed -n '2,/^set/s/^# //p' "$0"; [ "$1" = --help ] && exit 0; exit 2 ;;
  esac
  shift
done

die() { echo "error: $*" >&2; exit 2; }
step() { echo "image: $*" >&2; }

case $(uname -m) in
  x86_64) architecture=AMD64 ;;
  aarch64) architecture=ARM64 ;;
  *) die "$(uname -m): no images are made for it (expected: x86_64 or aarch64)" ;;
esac
for java_home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  grep -qs '^JAVA_VERSION="25' "$java_home/release" && [ -x "$java_home/bin/jlink" ] && break
  java_home=
done
[ -n "$java_home" ] || die "no JDK 25 found (set JAVA_HOME to one)"
command -v jq >/dev/null || die "there is no jq (install the package jq)"
[ "$aot" = no ] || [ "$(id -u)" = 0 ] || die "training needs root (use sudo, or --without-aot)"

step "jars"
for image in $images; do rm -rf "$root/$image/target/lib"; done
# shellcheck disable=SC2086 # nothing, or one option
(cd "$root" && JAVA_HOME=$java_home mvn $offline -q -B -pl gateway,upstream-echo,bench,bench/image -am \
  -Dmaven.test.skip=true -Dmdep.analyze.skip=true -Dspotless.check.skip=true \
  package)
version=$(sed -n 's/^  <version>\(.*\)<\/version>/\1/p' "$root/pom.xml")
created=$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' "$root/pom.xml")
revision=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
if [ "$revision" != unknown ] && [ -n "$(git -C "$root" status --porcelain)" ]; then revision=$revision-modified; fi
rm -rf "$target/jars"
for image in $images; do
  mkdir -p "$target/jars/$image"
  cp "$root/$image"/target/lib/*.jar "$root/$image/target/watertight-$image-$version.jar" "$target/jars/$image/"
done

if [ -z "$base" ]; then
  step "base"
  "$here/base.sh" "$target/base"
  base_option=(--base-tree "$target/base")
else
  base_option=(--base-tar "$base")
fi

# What jdeps finds in the three class paths, without java.desktop and java.sql, which the libraries can do without; with what the proof watches its gateways by, and jcmd.
modules=java.base,java.logging,java.management,java.management.rmi,java.naming,java.net.http,java.xml
modules=$modules,jdk.attach,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.net,jdk.unsupported
step "runtime"
rm -rf "$target/java"
"$java_home/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages --output "$target/java"

write() { # image, tar, further options
  local image=$1 tar=$2
  shift 2
  "$java_home/bin/java" -cp "$target/watertight-image-$version.jar:$target/lib/*" io.watertight.image.Main \
    --component "$(echo "$image" | tr 'a-z-' 'A-Z_')" --architecture "$architecture" "${base_option[@]}" --java "$target/java" --jars "$target/jars/$image" \
    --tag "$version" --revision "$revision" --created "$created" --work "$target/work" --out "$tar" "$@"
}

step "images"
mkdir -p "$target/aot" "$target/untrained"
for image in $images; do write "$image" "$target/untrained/$image.tar"; done

if [ "$aot" = no ]; then
  for image in $images; do mv "$target/untrained/$image.tar" "$target/watertight-$image.tar"; done
else
  # a cache is good for the layers that it was trained on; the label of the revision is not one of them
  layers=$(for image in $images; do tar -xOf "$target/untrained/$image.tar" config.json | jq -c .rootfs; done | sha256sum)
  if [ "$layers" != "$(cat "$target/aot/layers" 2>/dev/null)" ]; then
    step "training"
    rm -f "$target/aot"/*
    for image in $images; do "$here/unpack.sh" "$target/untrained/$image.tar" "$target/untrained/$image"; done
    unshare --net "$here/train.sh" "$target/untrained" "$target/aot"
    echo "$layers" >"$target/aot/layers"
  fi
  for image in $images; do write "$image" "$target/watertight-$image.tar" --aot-cache "$target/aot/$image.aot"; done
fi
rm -rf "$target/untrained"
(cd "$target" && sha256sum watertight-*.tar && du -h watertight-*.tar)
