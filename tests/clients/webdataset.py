"""WebDataset shards with tarfile, grouped as webdataset's tariterators do."""
import io, glob, json, os, tarfile
import numpy as np
from PIL import Image
import truth

samples = {}
for path in sorted(glob.glob(os.path.join(truth.export, "webdataset", "*.tar"))):
    with tarfile.open(path) as tar:
        for member in tar:
            assert member.isreg() and member.mtime == 0 and member.mode == 0o444 and member.uid == 0 and member.gid == 0
            folder, name = os.path.split(member.name)
            key, extension = name.split(".", 1)
            sample = samples.setdefault(os.path.join(folder, key), {})
            assert extension not in sample and (not sample or extension > max(sample)), "extensions are sorted"
            sample[extension] = tar.extractfile(member).read()
count = 0
for record, labels in truth.images():
    sample = samples[record["stem"]]
    for name in ("depth_z", "distance", "instance", "class", "flow_forward", "normal_shading_camera"):
        np.testing.assert_array_equal(np.load(io.BytesIO(sample[name + ".npy"])), labels[name])
        count += 1
    np.testing.assert_array_equal(np.array(Image.open(io.BytesIO(sample["rgb.png"])).convert("RGB")), labels["image"])
    assert json.loads(sample["json"])["image_id"] == record["image_id"]
truth.done(count)
