"""Diorama's own label files with OpenCV: EXR (scalars in channel Y, vectors as B, G, R), 16-bit PNG; and the channels of layered EXR with exrheader."""
import os, subprocess
os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"
import cv2
import numpy as np
import truth

count = 0
for record, labels in truth.images():
    read = lambda name: cv2.imread(os.path.join(record["root"], record["files"][name]), cv2.IMREAD_UNCHANGED)
    for name in ("depth_z", "distance"):
        assert read(name).dtype == np.float32 and read(name).ndim == 2
        truth.close(read(name), labels[name], 0, name)
    truth.close(read("normal_shading_camera")[..., ::-1], labels["normal_shading_camera"], 0, "normals")
    truth.close(read("flow_forward")[..., :0:-1], labels["flow_forward"], 0, "flow")
    assert read("instance").dtype == np.uint16
    np.testing.assert_array_equal(read("instance"), labels["instance"])
    np.testing.assert_array_equal(read("image")[..., ::-1], labels["image"])
    header = subprocess.run(["exrheader", os.path.join(truth.export, "exr", record["stem"] + ".exr")], capture_output=True, text=True, check=True).stdout
    for channel in ("    R, 16-bit floating-point", "    depth_z.Z, 32-bit floating-point", "    instance.id, 32-bit unsigned integer", "    flow_forward.Y, 32-bit floating-point"):
        assert channel in header, f"{channel} is not in\n{header}"
    assert 'camera (type string): "{"name"' in header
    count += 1
dump = subprocess.run(["h5dump", "-H", os.path.join(truth.export, "blenderproc", "0.hdf5")], capture_output=True, text=True, check=True).stdout
for line in ('DATASET "colors"', "H5T_IEEE_F32LE", "H5T_STD_U16LE"):
    assert line in dump
truth.done(count)
