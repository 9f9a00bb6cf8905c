#!/usr/bin/env bash
# pack.sh HEAD: lays all that a machine with a graphics card needs into artifacts/device/: the renderer with its own .NET runtime, libvpx, the head, the
# training. Nothing is fetched or installed there; it must bring x86-64, Linux, python3 with torch and numpy. About 26 MB.
set -euo pipefail
head=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
out=artifacts/device
rm -rf "$out" && mkdir -p "$out/lib" "$out/head"
dotnet publish models/training -c Release -r linux-x64 --self-contained --nologo -v quiet -o "$out/renderer" \
  -p:PublishTrimmed=true -p:TrimMode=partial -p:SuppressTrimAnalysisWarnings=true -p:JsonSerializerIsReflectionEnabledByDefault=true
find "$out/renderer" \( -name '*.pdb' -o -name '*.xml' -o -name 'libonnxruntime*' -o -name '*.onnx' \) -delete
tar -C "$out" -cJf "$out/renderer.tar.xz" renderer && rm -r "$out/renderer"
cp "$(ldconfig -p | awk '/libvpx\.so\.[0-9]+ .*x86-64/ { print $NF; exit }')" "$out/lib/"
cp "$head/ict_facekit.npz" "$head/mediapipe468_to_ict.npz" "$out/head/"
cp -r models/training/fit models/training/device/{render,train}.sh "$out/"
rm -rf "$out/fit/__pycache__"
du -sh "$out"
