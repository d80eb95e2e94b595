"""BOP-webdataset with tarfile: members of an image stand together, key_to_shard.json says where."""
import io, json, os, tarfile
import numpy as np
from PIL import Image
import truth

folder, count = os.path.join(truth.export, "bop-webdataset", "train_pbr"), 0
with open(os.path.join(folder, "key_to_shard.json")) as f:
    shards = json.load(f)
for record, labels in truth.images():
    key = f"{(record['image_id'] - 1) // 1000:06d}_{(record['image_id'] - 1) % 1000:06d}"
    with tarfile.open(os.path.join(folder, f"shard-{shards[key]:06d}.tar")) as tar:
        read = lambda name: tar.extractfile(f"{key}.{name}").read()
        camera, gt, masks = (json.loads(read(n)) for n in ("camera.json", "gt.json", "mask_visib.json"))
        depth = np.array(Image.open(io.BytesIO(read("depth.png"))))
        assert Image.open(io.BytesIO(read("rgb.png"))).size == depth.shape[::-1]
    truth.close(np.where(depth == 0, np.inf, depth * camera["depth_scale"] / 1000), labels["depth_z"], camera["depth_scale"] / 2000 + 1e-6, "depth")
    things = truth.things(record)
    assert len(gt) == len(things) == len(masks)
    for i, o in enumerate(things):
        h, w = masks[str(i)]["size"]
        counts = masks[str(i)]["counts"]
        mask = np.repeat(np.arange(len(counts)) % 2, counts).reshape(w, h).T
        assert np.array_equal(mask, labels["instance"] == o["id"])
        count += 1
truth.done(count)
