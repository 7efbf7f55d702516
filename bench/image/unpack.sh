#!/usr/bin/env bash
# Unpacks an image as an engine does: the layers in their order, each of which may remove what is below it.
# Usage: unpack.sh TAR DIR   the root goes to DIR/root, the configuration to DIR/config.json
set -euo pipefail

tar=$1
image=$2

rm -rf "$image"
mkdir -p "$image/root" "$image/archive"
tar -xf "$tar" -C "$image/archive"
cp "$image/archive/$(jq -r '.[0].Config' "$image/archive/manifest.json")" "$image/config.json"

jq -r '.[0].Layers[]' "$image/archive/manifest.json" | while read -r name; do
  layer=$image/archive/$name
  # .wh.NAME removes NAME, .wh..wh..opq whatever was in its folder, before the layer's own files come
  tar -tf "$layer" --warning=no-unknown-keyword | { grep -E '(^|/)\.wh\.' || true; } | while read -r whiteout; do
    folder=$image/root/$(dirname "$whiteout")
    removed=$(basename "$whiteout")
    removed=${removed#.wh.}
    if [ "$removed" = .wh..opq ]; then
      find "$folder" -mindepth 1 -delete 2>/dev/null || true
    else
      rm -rf "${folder:?}/$removed"
    fi
  done
  # links that packages' own folders are, such as /lib, stay links
  tar -xf "$layer" --warning=no-unknown-keyword -C "$image/root" --exclude='.wh.*' --numeric-owner --preserve-permissions --keep-directory-symlink
done
rm -rf "$image/archive"
