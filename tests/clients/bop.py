"""BOP scene by scene with OpenCV: depth, masks, and models that project to where the boxes are."""
import json, os
import cv2
import numpy as np
import truth

root, count = os.path.join(truth.export, "bop"), 0


def load(*path):
    with open(os.path.join(root, *path)) as f:
        return json.load(f)


def vertices(obj):
    with open(os.path.join(root, "models", f"obj_{obj:06d}.ply")) as f:
        lines = f.read().split("\n")
    end, n = lines.index("end_header"), next(int(l.split()[2]) for l in lines if l.startswith("element vertex"))
    return np.array([[float(v) for v in l.split()[:3]] for l in lines[end + 1:end + 1 + n]])


infos = load("models", "models_info.json")
scene = os.path.join("train_pbr", "000000")
cameras, poses, boxes, coco = (load(scene, name) for name in ("scene_camera.json", "scene_gt.json", "scene_gt_info.json", "scene_gt_coco.json"))
for record, labels in truth.images():
    im = record["image_id"] - 1
    camera, stem = cameras[str(im)], f"{im:06d}"
    depth = cv2.imread(os.path.join(root, scene, "depth", stem + ".png"), cv2.IMREAD_UNCHANGED)
    assert depth.dtype == np.uint16
    z = depth * camera["depth_scale"] / 1000
    truth.close(np.where(depth == 0, np.inf, z), labels["depth_z"], camera["depth_scale"] / 2000 + 1e-6, "depth")
    assert cv2.imread(os.path.join(root, scene, "rgb", stem + ".png")).shape == depth.shape + (3,)
    K = np.array(camera["cam_K"]).reshape(3, 3)
    truth.close(K, np.array(record["camera"]["K"]) - [[0, 0, 0.5], [0, 0, 0.5], [0, 0, 0]], 1e-4, "K")
    things = truth.things(record)
    assert len(poses[str(im)]) == len(things)
    annotations = [a for a in coco["annotations"] if a["image_id"] == im]
    for i, (gt, info, o, a) in enumerate(zip(poses[str(im)], boxes[str(im)], things, annotations)):
        visible = cv2.imread(os.path.join(root, scene, "mask_visib", f"{stem}_{i:06d}.png"), cv2.IMREAD_UNCHANGED)
        assert np.array_equal(visible > 0, labels["instance"] == o["id"])
        mask = cv2.imread(os.path.join(root, scene, "mask", f"{stem}_{i:06d}.png"), cv2.IMREAD_UNCHANGED) > 0
        assert mask.sum() <= info["px_count_all"] and (mask & (depth > 0)).sum() == info["px_count_valid"] and (visible > 0).sum() == info["px_count_visib"]
        ys, xs = np.nonzero(visible)
        assert info["bbox_visib"] == [xs.min(), ys.min(), xs.max() - xs.min(), ys.max() - ys.min()]
        assert a["bbox"] == [info["bbox_obj"][0], info["bbox_obj"][1], info["bbox_obj"][2] + 1, info["bbox_obj"][3] + 1]
        R, t, points = np.array(gt["cam_R_m2c"]).reshape(3, 3), np.array(gt["cam_t_m2c"]), vertices(gt["obj_id"])
        assert abs(np.linalg.det(R) - 1) < 1e-6
        uvw = (points @ R.T + t) @ K.T
        uv = uvw[:, :2] / uvw[:, 2:]
        x, y, w, h = info["bbox_obj"]
        # Pixels lie up to one and a half from the outline. The ball has no model here but its box, which looks larger than it.
        outline = [uv[:, 0].min(), uv[:, 1].min(), uv[:, 0].max(), uv[:, 1].max()]
        # As in BOP's toolkit, silhouettes are drawn on a canvas of three images' width and height about the image; what reaches behind the
        # camera has no outline.
        height, width = depth.shape
        outline = np.clip(outline, [-width, -height, -width, -height], [2 * width, 2 * height, 2 * width, 2 * height])
        if uvw[:, 2].min() > 0:
            truth.close(outline, [x, y, x + w, y + h], 1.6 if o["class"] != "ball" else 10, f"image {im}, {o['name']}")
        low, high, known = points.min(0), points.max(0), infos[str(gt["obj_id"])]
        truth.close(low, [known["min_x"], known["min_y"], known["min_z"]], 1e-3, "models_info")
        truth.close(low + high, np.zeros(3), 1e-2, "middle")
        truth.close(max(np.linalg.norm(points - p, axis=1).max() for p in points[:2000]), known["diameter"], 1e-2, "diameter")
        count += 1
truth.done(count)
