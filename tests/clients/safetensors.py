"""Reads a safetensors file by the format's description and writes it again, every tensor doubled.

usage: safetensors.py INPUT OUTPUT
"""
import json
import struct
import sys

import numpy

TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1", "BOOL": "?", "C64": "<c8"}

with open(sys.argv[1], "rb") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    header = json.loads(file.read(length))
    data = file.read()

body, out, end = b"", {"__metadata__": header.pop("__metadata__", {})}, 0
for name, entry in header.items():
    first, last = entry["data_offsets"]
    assert first == end and first % numpy.dtype(TYPES[entry["dtype"]]).itemsize == 0, name
    end = last
    array = numpy.frombuffer(data[first:last], TYPES[entry["dtype"]]).reshape(entry["shape"])
    print(name, array.dtype, array.shape, array.ravel().tolist())
    doubled = (array + array).astype(array.dtype).tobytes()
    out[name] = {"dtype": entry["dtype"], "shape": entry["shape"], "data_offsets": [len(body), len(body) + len(doubled)]}
    body += doubled
assert end == len(data)

# Not padded: the format asks nobody to align.
front = json.dumps(out).encode()
with open(sys.argv[2], "wb") as file:
    file.write(struct.pack("<Q", len(front)) + front + body)
