#include "geometry.h"

#include <draco/compression/decode.h>
#include <meshoptimizer.h>

#include <cstdio>
#include <exception>
#include <memory>

struct diorama_draco {
    std::unique_ptr<draco::Mesh> mesh;
};

namespace {

void say(char* error, int32_t size, const char* text) { std::snprintf(error, size_t(size), "%s", text); }

template <typename T>
bool values(const draco::Mesh& mesh, const draco::PointAttribute& attribute, int components, void* into) {
    T* out = static_cast<T*>(into);
    for (draco::PointIndex i(0); i < mesh.num_points(); ++i, out += components) {
        const draco::AttributeValueIndex at = attribute.mapped_index(i);
        if (at.value() >= attribute.size() || !attribute.ConvertValue<T>(at, int8_t(components), out)) return false;
    }
    return true;
}

}  // namespace

diorama_draco* diorama_draco_decode(const uint8_t* bytes, int64_t size, char* error, int32_t error_size) {
    try {
        draco::DecoderBuffer buffer;
        buffer.Init(reinterpret_cast<const char*>(bytes), size_t(size));
        draco::Decoder decoder;
        auto decoded = decoder.DecodeMeshFromBuffer(&buffer);
        if (!decoded.ok()) {
            say(error, error_size, decoded.status().error_msg());
            return nullptr;
        }
        auto mesh = std::make_unique<diorama_draco>();
        mesh->mesh = std::move(decoded).value();
        for (draco::FaceIndex f(0); f < mesh->mesh->num_faces(); ++f) {
            for (const draco::PointIndex &p : mesh->mesh->face(f)) {
                if (p.value() >= mesh->mesh->num_points()) {
                    say(error, error_size, "a face names a point that is not there");
                    return nullptr;
                }
            }
        }
        return mesh.release();
    } catch (const std::exception& e) {
        say(error, error_size, e.what());
        return nullptr;
    }
}

void diorama_draco_count(const diorama_draco* mesh, int64_t* points, int64_t* faces) {
    *points = mesh->mesh->num_points();
    *faces = mesh->mesh->num_faces();
}

void diorama_draco_indices(const diorama_draco* mesh, uint32_t* indices) {
    for (draco::FaceIndex f(0); f < mesh->mesh->num_faces(); ++f) {
        for (const draco::PointIndex &p : mesh->mesh->face(f)) *indices++ = p.value();
    }
}

int32_t diorama_draco_attribute(const diorama_draco* mesh, uint32_t id, int32_t component_type, int32_t components, void* into) {
    const draco::PointAttribute* attribute = mesh->mesh->GetAttributeByUniqueId(id);
    if (!attribute || attribute->num_components() != components) return 0;
    switch (component_type) {
        case 5120: return values<int8_t>(*mesh->mesh, *attribute, components, into);
        case 5121: return values<uint8_t>(*mesh->mesh, *attribute, components, into);
        case 5122: return values<int16_t>(*mesh->mesh, *attribute, components, into);
        case 5123: return values<uint16_t>(*mesh->mesh, *attribute, components, into);
        case 5125: return values<uint32_t>(*mesh->mesh, *attribute, components, into);
        case 5126: return values<float>(*mesh->mesh, *attribute, components, into);
        default: return 0;
    }
}

void diorama_draco_close(diorama_draco* mesh) { delete mesh; }

int32_t diorama_meshopt_decode(int32_t mode, int32_t filter, int64_t count, int64_t stride, const uint8_t* bytes, int64_t size,
                               void* elements) {
    // What the decoders and filters assert.
    if (count <= 0 || stride <= 0 || size <= 0) return 0;
    const size_t n = size_t(count), s = size_t(stride);
    int failed = -1;
    if (mode == 0 && s % 4 == 0 && s <= 256) failed = meshopt_decodeVertexBuffer(elements, n, s, bytes, size_t(size));
    if (mode == 1 && n % 3 == 0 && (s == 2 || s == 4)) failed = meshopt_decodeIndexBuffer(elements, n, s, bytes, size_t(size));
    if (mode == 2 && (s == 2 || s == 4)) failed = meshopt_decodeIndexSequence(elements, n, s, bytes, size_t(size));
    if (failed) return 0;
    if (filter == 0) return 1;
    if (mode != 0) return 0;
    if (filter == 1 && (s == 4 || s == 8)) meshopt_decodeFilterOct(elements, n, s);
    else if (filter == 2 && s == 8) meshopt_decodeFilterQuat(elements, n, s);
    else if (filter == 3 && s % 4 == 0) meshopt_decodeFilterExp(elements, n, s);
    else return 0;
    return 1;
}
