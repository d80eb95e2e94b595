"""TUM RGB-D lists and NeRF's transforms.json: a pixel taken to the world by either lands where the position label says."""
import json, os
import numpy as np
from PIL import Image
import truth

count = 0
for record, labels in truth.images():
    camera, position, depth = record["camera"], labels["position"], labels["depth_z"]
    row, column = (int(v[0]) for v in np.nonzero(np.isfinite(depth)))
    name = f"scene_{record['scene']:06d}" + (f"_{camera['name']}" if camera["name"] else "")
    tum = os.path.join(truth.export, "tum", name)
    table = {w[0]: w[1:] for w in (l.split() for l in open(os.path.join(tum, "groundtruth.txt")) if l[0] != "#")}
    files = {w[0]: w[1] for w in (l.split() for l in open(os.path.join(tum, "depth.txt")) if l[0] != "#")}
    time = f"{record['time']:.6f}"
    tx, ty, tz, x, y, z, w = (float(v) for v in table[time])
    turn = np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)], [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                     [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])
    image = np.array(Image.open(os.path.join(tum, files[time])))
    metres = np.where(image == 0, np.inf, image / 5000)
    truth.close(metres, np.where(depth > 65535 / 5000, np.inf, depth), 1e-4 + 1e-6, "depth")
    (fx, _, cx), (_, fy, cy), _ = camera["K"]
    ray = np.array([(column + 0.5 - cx) / fx, (row + 0.5 - cy) / fy, 1.0])
    truth.close(turn @ (ray * depth[row, column]) + [tx, ty, tz], position[row, column], 1e-4, "TUM")
    nerf = os.path.join(truth.export, "nerf", f"scene_{record['scene']:06d}")
    with open(os.path.join(nerf, "transforms.json")) as f:
        frames = json.load(f)["frames"]
    frame = next(f for f in frames if f["file_path"] == f"images/{record['stem']}.png")
    np.testing.assert_array_equal(np.array(Image.open(os.path.join(nerf, frame["file_path"])).convert("RGB")), labels["image"])
    # instant-ngp: directions are ((u - cx) / fl_x, -(v - cy) / fl_y, -1) with the middle of pixel 0 at 0.5.
    m = np.array(frame["transform_matrix"])
    ray = np.array([(column + 0.5 - frame["cx"]) / frame["fl_x"], -(row + 0.5 - frame["cy"]) / frame["fl_y"], -1.0])
    truth.close(m[:3, :3] @ (ray * depth[row, column]) + m[:3, 3], position[row, column], 1e-4, "NeRF")
    count += 1
truth.done(count)
