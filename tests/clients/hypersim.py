"""Hypersim's files with h5py, found by the list of images; distance becomes planar depth by the dataset's own rule."""
import csv, os
import h5py
import numpy as np
import truth

root, count = os.path.join(truth.export, "hypersim"), 0
with open(os.path.join(root, "metadata_images_split_scene_v1.csv")) as f:
    rows = {(r["scene_name"], r["camera_name"], int(r["frame_id"])) for r in csv.DictReader(f)}


def read(*path):
    with h5py.File(os.path.join(root, *path), "r") as f:
        return f["dataset"][:]


for record, labels in truth.images():
    scene, camera, index = f"ai_001_{record['scene'] + 1:03d}", f"cam_{record['camera']['index']:02d}", record["index"]
    assert (scene, camera, index) in rows
    geometry = lambda name: read(scene, "images", f"scene_{camera}_geometry_hdf5", f"frame.{index:04d}.{name}.hdf5")
    distance, expected = geometry("depth_meters"), labels["depth_z"]
    assert np.array_equal(np.isnan(distance), np.isinf(expected))
    h, w = distance.shape
    (fx, _, cx), (_, fy, cy), _ = record["camera"]["K"]
    x, y = np.meshgrid((np.arange(w) + 0.5 - cx) / fx, (np.arange(h) + 0.5 - cy) / fy)
    truth.close(np.where(np.isnan(distance), np.inf, distance / np.sqrt(x * x + y * y + 1)), expected, 1e-4, "planar depth")
    np.testing.assert_array_equal(geometry("semantic_instance"), np.where(labels["instance"] == 0, -1, labels["instance"].astype(int)))
    np.testing.assert_array_equal(geometry("semantic"), np.where(labels["class"] == 0, -1, labels["class"].astype(int)))
    color = read(scene, "images", f"scene_{camera}_final_hdf5", f"frame.{index:04d}.color.hdf5")
    np.testing.assert_array_equal(color, labels["radiance"])
    assert color.shape == (h, w, 3) and color.min() >= 0 and np.isfinite(color).all()
    truth.close(geometry("normal_bump_cam"), labels["normal_shading_camera"] * [1, -1, -1], 0, "normals")
    turn, at = read(scene, "_detail", camera, "camera_keyframe_orientations.hdf5")[index], read(scene, "_detail", camera, "camera_keyframe_positions.hdf5")[index]
    # A point seen at the middle of the image lies where position says.
    position, row, column = geometry("position"), h // 2, w // 2
    ray = turn @ np.array([x[row, column], -y[row, column], -1.0])
    truth.close(at + ray / np.linalg.norm(ray) * distance[row, column], position[row, column], 1e-4, "position")
    count += 1
truth.done(count)
