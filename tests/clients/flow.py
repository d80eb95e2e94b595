"""Sintel and FlyingThings3D, flow and disparity, with torchvision's own readers."""
import os, tempfile
import numpy as np
from torchvision.datasets import FlyingThings3D, SceneFlowStereo, Sintel
import truth

byscene, count = {}, 0
for record, labels in truth.images():
    byscene.setdefault((record["scene"], record["camera"]["name"], record["camera"]["index"]), []).append(labels)
sintel = Sintel(os.path.join(truth.export, "sintel"), split="train", pass_name="final")
assert len(sintel) == sum(len(frames) - 1 for frames in byscene.values())
for (first, second, flow), (path, _) in zip(sintel, sintel._image_list):  # scenes come in the order of os.listdir
    scene, name = os.path.basename(os.path.dirname(path)), os.path.basename(path)
    frames = next(f for (number, camera, _), f in byscene.items() if scene == f"scene_{number:04d}" + (f"_{camera}" if camera else ""))
    a, b = frames[int(name[6:10]) - 1], frames[int(name[6:10])]
    np.testing.assert_array_equal(np.array(first), a["image"])
    np.testing.assert_array_equal(np.array(second), b["image"])
    truth.close(np.where(np.abs(flow) > 1e9, np.nan, flow), a["flow_forward"].transpose(2, 0, 1), 0, "Sintel")
    count += 1
for index, camera in enumerate(("left", "right")):
    frames = [f for key, f in sorted(byscene.items()) if key[2] == index]
    forward = [(f[i], f[i + 1], f[i]["flow_forward"]) for f in frames for i in range(len(f) - 1)]
    backward = [(f[i + 1], f[i], f[i + 1]["flow_backward"]) for f in frames for i in range(len(f) - 1)]
    things = FlyingThings3D(os.path.join(truth.export, "flyingthings"), split="train", pass_name="final", camera=camera)
    assert len(things) == len(forward) + len(backward)
    for (first, second, flow), (a, b, expected) in zip(things, forward + backward):
        np.testing.assert_array_equal(np.array(first), a["image"])
        np.testing.assert_array_equal(np.array(second), b["image"])
        truth.close(np.where(np.abs(flow) > 1e9, np.nan, flow), expected.transpose(2, 0, 1), 0, "FlyingThings3D")
        count += 1
with tempfile.TemporaryDirectory() as root:  # the reader of disparity wants one more folder around it
    os.symlink(os.path.join(truth.export, "flyingthings"), os.path.join(root, "SceneFlow"))
    stereo = SceneFlowStereo(root, variant="FlyingThings3D", pass_name="final")
    left = {(r["scene"], r["index"]): (r, l) for r, l in truth.images() if r["camera"]["index"] == 0}
    right = {(r["scene"], r["index"]): (r, l) for r, l in truth.images() if r["camera"]["index"] == 1}
    assert len(stereo) == len(left) > 0
    for (first, second, disparity), (path, _) in zip(stereo, stereo._images):
        key = tuple(int(n) for n in (path.split(os.sep)[-3], os.path.splitext(path.split(os.sep)[-1])[0]))
        (a, la), (b, lb) = left[key], right[key]
        np.testing.assert_array_equal(np.array(first), la["image"])
        np.testing.assert_array_equal(np.array(second), lb["image"])
        baseline = np.linalg.norm(np.array(a["camera"]["world_from_camera"])[:, 3] - np.array(b["camera"]["world_from_camera"])[:, 3])
        truth.close(disparity[0], a["camera"]["K"][0][0] * baseline / la["depth_z"], 1e-3, "disparity")
        count += 1
truth.done(count)
