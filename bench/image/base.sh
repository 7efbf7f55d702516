#!/usr/bin/env bash
# Makes the root that the images stand on, of the packages of the Debian or Ubuntu this runs on: the C library, and the few files that any process expects.
# Usage: base.sh DIR
set -euo pipefail

tree=$1
packages="libc6 base-files"

rm -rf "$tree" "$tree.packages"
mkdir -p "$tree" "$tree.packages"
# shellcheck disable=SC2086 # several packages
(cd "$tree.packages" && apt-get download -qq -o APT::Sandbox::User=root $packages)

for package in $packages; do
  archive=$(echo "$tree.packages/${package}"_*.deb)
  unpacked=$tree.packages/$package
  dpkg-deb -x "$archive" "$unpacked"
  mkdir -p "$tree/usr/share/doc/$package" "$tree/var/lib/dpkg/status.d"
  cp "$unpacked/usr/share/doc/$package/copyright" "$tree/usr/share/doc/$package/"
  # where scanners look for what an image without a package manager is made of
  dpkg-deb -f "$archive" >"$tree/var/lib/dpkg/status.d/$package"
done

# The loader is called by the path that is in every executable; the libraries are found by the loader's built-in one.
libc=$tree.packages/libc6
find "$libc" -name 'ld-linux-*.so.*' | while read -r loader; do
  install -D -m 755 "$loader" "$tree/${loader#"$libc/"}"
done
for library in libc libm libdl libpthread librt libresolv libnss_dns libnss_files; do
  find "$libc" -path "*/*-linux-gnu*/$library.so.[0-9]" | while read -r file; do
    install -D -m 755 "$file" "$tree/${file#"$libc/"}"
  done
done

install -D -m 644 "$tree.packages/base-files/usr/lib/os-release" "$tree/etc/os-release"
cat >"$tree/etc/passwd" <<'END'
root:x:0:0:root:/:/sbin/nologin
nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin
END
cat >"$tree/etc/group" <<'END'
root:x:0:
nonroot:x:65532:
END
echo 'hosts: files dns' >"$tree/etc/nsswitch.conf"
echo '127.0.0.1 localhost' >"$tree/etc/hosts"
# what engines put something on top of
: >"$tree/etc/resolv.conf"
: >"$tree/etc/hostname"
mkdir -p "$tree"/{dev,proc,sys,tmp}
