"""BlenderProc's HDF5 with h5py."""
import json, os
import h5py
import numpy as np
import truth

count = 0
for record, labels in truth.images():
    with h5py.File(os.path.join(truth.export, "blenderproc", f"{record['image_id'] - 1}.hdf5"), "r") as f:
        np.testing.assert_array_equal(f["colors"][:], labels["image"])
        depth, distance = f["depth"][:], f["distance"][:]
        assert depth.dtype == np.float32
        truth.close(np.where(depth > 1e9, np.inf, depth), labels["depth_z"], 0, "depth")
        truth.close(np.where(distance > 1e9, np.inf, distance), labels["distance"], 0, "distance")
        np.testing.assert_array_equal(f["instance_segmaps"][:], labels["instance"])
        np.testing.assert_array_equal(f["class_segmaps"][:], labels["class"])
        n, expected = f["normals"][:], labels["normal_shading_camera"] * [1, -1, -1]
        seen = np.any(expected != 0, axis=2)
        truth.close((2 * n - 1)[seen], expected[seen], 1e-5, "normals")
        maps = {m["idx"]: m for m in json.loads(f["instance_attribute_maps"][()].decode())}
        assert all(maps[o["id"]]["category_id"] == o["class_id"] for o in record["objects"])
        pose = np.array(json.loads(f["campose"][()].decode())[0]["cam2world_matrix"])
    world = np.array(record["camera"]["world_from_camera"])
    truth.close(pose[:3, 3], world[:, 3], 1e-6, "position")
    truth.close(-pose[:3, 2], world[:, 2], 1e-6, "the camera looks along -Z")
    count += 1
truth.done(count)
