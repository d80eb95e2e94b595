"""KITTI flow with torchvision and OpenCV (which gives B, G, R), depth and disparity with OpenCV, object labels by their fields."""
import os, tempfile
import cv2
import numpy as np
from torchvision.datasets import KittiFlow
import truth

root, count, frames = truth.export, 0, {}
for record, labels in truth.images():
    frames[record["scene"], record["index"], record["camera"]["index"]] = record, labels
with tempfile.TemporaryDirectory() as folder:
    os.symlink(os.path.join(root, "kitti-flow"), os.path.join(folder, "KittiFlow"))
    for (first, second, flow, valid), (pair, _) in zip((data := KittiFlow(folder)), data._image_list):
        number = int(os.path.basename(pair)[:6])
        record, labels = next(f for f in frames.values() if f[0]["image_id"] == number + 1)
        after = frames[record["scene"], record["index"] + 1, record["camera"]["index"]][1]
        np.testing.assert_array_equal(np.array(first), labels["image"])
        np.testing.assert_array_equal(np.array(second), after["image"])
        known = np.isfinite(labels["flow_forward"][..., 0])
        assert np.array_equal(valid, known)
        truth.close(flow.transpose(1, 2, 0)[known], labels["flow_forward"][known], 0.5 / 64 + 1e-6, "flow by torchvision")
        png = cv2.imread(os.path.join(root, "kitti-flow", "training", "flow_occ", f"{number:06d}_10.png"), cv2.IMREAD_UNCHANGED)
        assert png.dtype == np.uint16 and np.array_equal(png[..., 0] == 1, known)
        truth.close(((png[..., :0:-1].astype(float) - 32768) / 64)[known], labels["flow_forward"][known], 0.5 / 64 + 1e-6, "flow by OpenCV")
        count += 1
for (scene, index, camera), (record, labels) in frames.items():
    png = cv2.imread(os.path.join(root, "kitti-depth", "groundtruth_depth", record["stem"] + ".png"), cv2.IMREAD_UNCHANGED)
    assert png.dtype == np.uint16 and png.ndim == 2
    truth.close(np.where(png == 0, np.inf, png / 256), labels["depth_z"], 0.5 / 256 + 1e-6, "depth")
    number, things = f"{record['image_id'] - 1:06d}", truth.things(record)
    with open(os.path.join(root, "kitti", "training", "label_2", number + ".txt")) as f:
        rows = [line.rstrip("\n").split(" ") for line in f]
    assert len(rows) == len(things) and all(len(r) == 15 for r in rows)
    with open(os.path.join(root, "kitti", "training", "calib", number + ".txt")) as f:
        P2 = np.array(next(l for l in f if l.startswith("P2:")).split()[1:], float).reshape(3, 4)
    for row, o in zip(rows, things):
        assert row[0] == o["class"].replace(" ", "_")
        left, top, right, bottom, h, w, l, x, y, z, turn = map(float, row[4:])
        truth.close([left, top, right + 1, bottom + 1], o["amodal_box"], 0, "box")
        corners = np.array([[a * l / 2, b, c * w / 2] for a in (-1, 1) for b in (0, -h) for c in (-1, 1)])
        corners = corners @ np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]]).T + [x, y, z]
        uvw = np.c_[corners, np.ones(8)] @ P2.T
        uv = uvw[:, :2] / uvw[:, 2:]
        # What is seen lies within the projected 3D box.
        x0, y0, x1, y1 = o["visible_box"]
        assert uv[:, 0].min() < x0 + 1 and uv[:, 1].min() < y0 + 1 and uv[:, 0].max() > x1 - 2 and uv[:, 1].max() > y1 - 2, f"image {number}, {o['name']}"
        count += 1
for name in sorted(os.listdir(os.path.join(root, "kitti-disparity", "training", "disp_occ_0"))):
    disparity = cv2.imread(os.path.join(root, "kitti-disparity", "training", "disp_occ_0", name), cv2.IMREAD_UNCHANGED) / 256
    left, right = (cv2.imread(os.path.join(root, "kitti-disparity", "training", f, name)) for f in ("image_2", "image_3"))
    record, labels = next(f for f in frames.values() if f[0]["camera"]["index"] == 0 and np.array_equal(f[1]["image"][..., ::-1], left))
    other, _ = frames[record["scene"], record["index"], 1]
    baseline = np.linalg.norm(np.array(record["camera"]["world_from_camera"])[:, 3] - np.array(other["camera"]["world_from_camera"])[:, 3])
    depth = labels["depth_z"]
    truth.close(disparity, np.where(np.isfinite(depth), record["camera"]["K"][0][0] * baseline / depth, 0), 1 / 256, "disparity")
    assert right.shape == left.shape
    count += 1
truth.done(count)
