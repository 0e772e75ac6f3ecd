"""Reads and writes <test>Inputs.txt, for .ci/minimise: a line for each input, its name, a space, and its bytes as ASCII or octal escapes.

unpack <file> <folder for named inputs> <folder for the others> | pack <file> <folder>
"""
import hashlib
import re
import sys
from pathlib import Path

HASH = re.compile(r"[0-9a-f]{8}([0-9a-f]{32})?")  # ours, libFuzzer's


def escaped(data):
    text = "".join(chr(b) if 0x20 <= b < 0x7F and b != 0x5C else f"\\{b:03o}" for b in data)
    return re.sub(" $", r"\\040", text)  # editors remove spaces at the end of a line


def unescaped(text):
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text).encode("latin-1")


def unpack(file, named, others):
    for line in file.read_text("ascii").splitlines() if file.exists() else []:
        name, text = line.split(" ", 1)
        folder = others if HASH.fullmatch(name) else named
        (folder / name).write_bytes(unescaped(text))


def pack(file, folder):
    kept = {}
    for input in folder.iterdir():
        data = input.read_bytes()
        if not data:
            continue  # Jazzer begins with it anyway
        kept[hashlib.sha1(data).hexdigest()[:8] if HASH.fullmatch(input.name) else input.name] = data
    order = sorted(kept, key=lambda name: (bool(HASH.fullmatch(name)), name))
    file.write_text("".join(f"{name} {escaped(kept[name])}\n" for name in order), "ascii")


globals()[sys.argv[1]](*map(Path, sys.argv[2:]))
