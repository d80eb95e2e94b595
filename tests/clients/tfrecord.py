"""TFRecord without TensorFlow: framing with its checksums, and protocol buffers by hand."""
import glob, io, os, struct
import numpy as np
from PIL import Image
import truth

table = []
for n in range(256):
    for _ in range(8):
        n = (n >> 1) ^ (0x82F63B78 if n & 1 else 0)
    table.append(n)


def masked(data):
    crc = 0xFFFFFFFF
    for b in data:
        crc = table[(crc ^ b) & 255] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(data, at):
    value, shift = 0, 0
    while True:
        b = data[at]
        value, shift, at = value | (b & 127) << shift, shift + 7, at + 1
        if b < 128:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        assert tag & 7 == 2
        size, at = varint(data, at)
        yield tag >> 3, data[at:at + size]
        at += size


def parse(data):
    example = {}
    for _, features in fields(data):
        for _, entry in fields(features):
            parts = dict(fields(entry))
            (kind, values), = fields(parts[2])
            packed = [v for _, v in fields(values)]
            if kind == 2:
                packed = np.frombuffer(b"".join(packed), "<f4")
            elif kind == 3:
                raw, packed, at = b"".join(packed), [], 0
                while at < len(raw):
                    value, at = varint(raw, at)
                    packed.append(value)
            example[parts[1].decode()] = packed
    return example


examples = {}
for path in sorted(glob.glob(os.path.join(truth.export, "tfrecord", "*.tfrecord-*"))):
    with open(path, "rb") as f:
        while head := f.read(12):
            assert masked(head[:8]) == struct.unpack("<I", head[8:])[0]
            data = f.read(struct.unpack("<Q", head[:8])[0])
            crc = struct.unpack("<I", f.read(4))[0]
            if not examples:  # Python is slow at this; one is enough here, ours checks all
                assert masked(data) == crc
            e = parse(data)
            examples[int(e["image/source_id"][0])] = e
count = 0
for record, labels in truth.images():
    e, things = examples[record["image_id"]], truth.things(record)
    np.testing.assert_array_equal(np.array(Image.open(io.BytesIO(e["image/encoded"][0])).convert("RGB")), labels["image"])
    np.testing.assert_array_equal(np.frombuffer(e["image/depth_z"][0], "<f4").reshape(labels["depth_z"].shape), labels["depth_z"])
    assert [t.decode() for t in e["image/object/class/text"]] == [o["class"] for o in things] and list(e["image/object/class/label"]) == [o["class_id"] for o in things]
    for i, o in enumerate(things):
        box = [e["image/object/bbox/" + n][i] * s for n, s in (("xmin", record["width"]), ("ymin", record["height"]), ("xmax", record["width"]), ("ymax", record["height"]))]
        truth.close(box, o["visible_box"], 1e-3, "box")
        assert np.array_equal(np.array(Image.open(io.BytesIO(e["image/object/mask"][i]))) > 0, labels["instance"] == o["id"])
        count += 1
truth.done(count)
