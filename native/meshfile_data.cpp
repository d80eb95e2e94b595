#include "meshfile_data.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace {

// Writes and reads the same walk over a file's data: numbers and arrays as they lie in memory, arrays on 8-byte boundaries.
class Writer {
 public:
  explicit Writer(const char* path) : stream(std::fopen(path, "wb")) {}
  ~Writer() {
    if (stream) std::fclose(stream);
  }

  bool done() {
    bool good = stream && !failed && std::fflush(stream) == 0;
    if (stream) good &= std::fclose(stream) == 0;
    stream = nullptr;
    return good;
  }

  template <class T>
  void value(T& v) {
    bytes(&v, sizeof v);
  }

  template <class T>
  void array(const T*& data, size_t count) {
    uint64_t there = data ? 1 : 0;
    value(there);
    if (data) bytes(data, count * sizeof(T));
  }

  void text(const char*& s) {
    uint64_t length = s ? std::strlen(s) + 1 : 0;
    value(length);
    bytes(s, length);
  }

  template <class T>
  void size(std::vector<T>& list) {
    uint64_t count = list.size();
    value(count);
  }

 private:
  FILE* stream;
  bool failed = false;

  void bytes(const void* data, size_t count) {
    static const char zeros[8] = {};
    if (!stream || failed) return;
    failed = count && std::fwrite(data, 1, count, stream) != count;
    size_t rest = (8 - count % 8) % 8;
    if (rest) failed |= std::fwrite(zeros, 1, rest, stream) != rest;
  }
};

class Reader {
 public:
  Reader(const char* begin, size_t length) : at(begin), end(begin + length) {}

  bool done() const { return at == end; }

  template <class T>
  void value(T& v) {
    std::memcpy(&v, bytes(sizeof v), sizeof v);
  }

  template <class T>
  void array(const T*& data, size_t count) {
    uint64_t there;
    value(there);
    if (there && count > size_t(end - at) / sizeof(T)) throw std::runtime_error("the saved file is damaged");
    data = there ? reinterpret_cast<const T*>(bytes(count * sizeof(T))) : nullptr;
  }

  void text(const char*& s) {
    uint64_t length;
    value(length);
    s = length ? bytes(length) : nullptr;
    if (s && s[length - 1]) throw std::runtime_error("the saved file is damaged");
  }

  template <class T>
  void size(std::vector<T>& list) {
    uint64_t count;
    value(count);
    // Every element takes at least 8 bytes.
    if (count > size_t(end - at) / 8) throw std::runtime_error("the saved file is damaged");
    list.resize(count);
  }

 private:
  const char *at, *end;

  const char* bytes(size_t count) {
    size_t padded = (count + 7) / 8 * 8;
    if (padded < count || padded > size_t(end - at)) throw std::runtime_error("the saved file is damaged");
    const char* here = at;
    at += padded;
    return here;
  }
};

size_t length(int32_t count, size_t of = 1) {
  if (count < 0) throw std::runtime_error("the saved file is damaged");
  return size_t(count) * of;
}

template <class A>
void walk(A& a, diorama_mesh_file_key const*& keys, int32_t count) {
  a.array(keys, length(count));
}

template <class A>
void walk(A& a, diorama_mesh_file::mesh& m) {
  diorama_mesh_file_mesh& e = m.entry;
  a.value(e);
  a.text(e.name);
  for (const float** xyz : {&e.positions, &e.normals, &e.tangents, &e.bitangents}) a.array(*xyz, length(e.vertices, 3));
  a.array(e.colors, length(e.vertices, 4));
  for (const float*& uv : e.uvs) a.array(uv, length(e.vertices, 3));
  a.array(m.sizes, length(e.faces));
  a.array(m.corners, length(e.corners));
  a.size(m.bones);
  for (diorama_mesh_file_bone& bone : m.bones) {
    a.value(bone);
    a.text(bone.name);
    a.array(bone.weights, length(bone.count));
  }
  a.size(m.morphs);
  for (diorama_mesh_file_morph& morph : m.morphs) {
    a.value(morph);
    a.text(morph.name);
    a.array(morph.positions, length(e.vertices, 3));
    a.array(morph.normals, length(e.vertices, 3));
  }
  e.bones = int32_t(m.bones.size());
  e.morphs = int32_t(m.morphs.size());
}

template <class A>
void walk(A& a, diorama_mesh_file::animation& animation) {
  a.value(animation.entry);
  a.text(animation.entry.name);
  a.size(animation.channels);
  for (diorama_mesh_file_channel& c : animation.channels) {
    a.value(c);
    a.text(c.node);
    walk(a, c.translations, c.translation_count);
    walk(a, c.rotations, c.rotation_count);
    walk(a, c.scales, c.scale_count);
  }
  a.size(animation.morph_channels);
  for (diorama_mesh_file::morph_channel& c : animation.morph_channels) {
    a.value(c);
    a.text(c.name);
    a.array(c.ticks, length(c.keys));
    a.array(c.values, length(c.value_count));
  }
  animation.entry.channels = int32_t(animation.channels.size());
  animation.entry.morph_channels = int32_t(animation.morph_channels.size());
}

template <class A>
void walk(A& a, diorama_mesh_file& file) {
  a.size(file.metadata);
  for (auto& m : file.metadata) a.value(m), a.text(m.key);
  a.size(file.nodes);
  for (diorama_mesh_file_node& n : file.nodes) {
    a.value(n);
    a.text(n.name);
    a.array(n.meshes, length(n.mesh_count));
  }
  a.size(file.meshes);
  for (auto& m : file.meshes) walk(a, m);
  a.size(file.materials);
  for (auto& properties : file.materials) {
    a.size(properties);
    for (diorama_mesh_file_property& p : properties) {
      a.value(p);
      a.text(p.key);
      auto* data = static_cast<const char*>(p.data);
      a.array(data, length(p.size));
      p.data = data;
    }
  }
  a.size(file.textures);
  for (diorama_mesh_file_texture& t : file.textures) a.value(t), a.text(t.name), a.text(t.format), a.array(t.bytes, length(t.size));
  a.size(file.cameras);
  for (auto& c : file.cameras) a.value(c), a.text(c.name);
  a.size(file.lights);
  for (auto& l : file.lights) a.value(l), a.text(l.name);
  a.size(file.animations);
  for (auto& animation : file.animations) walk(a, animation);
  for (auto* list : {&file.missing, &file.warnings}) {
    a.size(*list);
    for (const char*& text : *list) a.text(text);
  }
}

// The part of a path behind its last separator of either kind, as exporters of either system write it.
const char* bare_name(const char* path) {
  const char* slash = std::strrchr(path, '/');
  if (!slash) slash = std::strrchr(path, '\\');
  return slash ? slash + 1 : path;
}

int32_t fail(char* error, int32_t size, const std::string& why) {
  std::snprintf(error, size_t(size), "%s", why.c_str());
  return 0;
}

std::string fault_of(const diorama_mesh_file::mesh& m, const std::string& name, size_t materials) {
  const diorama_mesh_file_mesh& e = m.entry;
  if (e.vertices && !e.positions) return name + " has no positions";
  for (size_t i = 0; i < size_t(e.vertices) * 3; i++) {
    if (!std::isfinite(e.positions[i])) return name + " has a position that is not finite at vertex " + std::to_string(i / 3);
  }
  if ((e.faces && !m.sizes) || (e.corners && !m.corners)) return name + " has no faces";
  for (int32_t i = 0; i < e.corners; i++) {
    if (uint32_t(m.corners[i]) >= uint32_t(e.vertices)) {
      return name + " has vertex index " + std::to_string(m.corners[i]) + ", expected 0 to " + std::to_string(e.vertices - 1);
    }
  }
  int64_t corners = 0;
  for (int32_t i = 0; i < e.faces; i++) {
    if (m.sizes[i] < 3) return name + " has a face of " + std::to_string(m.sizes[i]) + " corners";
    corners += m.sizes[i];
  }
  if (corners != e.corners) return name + " has faces of " + std::to_string(corners) + " corners, and " + std::to_string(e.corners) + " vertices for them";
  if (materials && size_t(uint32_t(e.material)) >= materials) return name + " has material " + std::to_string(e.material) + ", and there is none";
  for (const diorama_mesh_file_bone& bone : m.bones) {
    if (bone.count && !bone.weights) return name + " has a bone without weights";
  }
  return "";
}

}  // namespace

std::string diorama_mesh_file_fault(const diorama_mesh_file& file) {
  if (file.nodes.empty()) return "it holds no nodes";
  for (size_t i = 0; i < file.nodes.size(); i++) {
    const diorama_mesh_file_node& n = file.nodes[i];
    std::string name = "node '" + std::string(n.name ? n.name : "") + "'";
    if (n.parent < -1 || n.parent >= int32_t(i)) return name + " stands before its parent";
    for (int32_t k = 0; k < n.mesh_count; k++) {
      if (n.meshes[k] >= file.meshes.size()) return name + " draws mesh " + std::to_string(n.meshes[k]) + ", and there is none";
    }
  }
  for (size_t i = 0; i < file.meshes.size(); i++) {
    const char* own = file.meshes[i].entry.name;
    std::string why = fault_of(file.meshes[i], own && *own ? "mesh '" + std::string(own) + "'" : "mesh " + std::to_string(i), file.materials.size());
    if (!why.empty()) return why;
  }
  for (const auto& animation : file.animations) {
    for (const auto& c : animation.morph_channels) {
      for (int32_t v = 0; v < c.value_count; v++) {
        if (c.values[v].key < 0 || c.values[v].key >= c.keys) return "a morph channel has a value for a key that it has not";
      }
    }
  }
  return "";
}

DIORAMA_API int32_t diorama_mesh_file_save(diorama_mesh_file* file, const char* path, char* error, int32_t error_size) {
  errno = 0;
  Writer writer(path);
  walk(writer, *file);
  return writer.done() ? 1 : fail(error, error_size, std::string("what was read cannot be handed over: ") + std::strerror(errno ? errno : EIO));
}

DIORAMA_API diorama_mesh_file* diorama_mesh_file_load(const char* path, char* error, int32_t error_size) {
  try {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (descriptor < 0 || fstat(descriptor, &facts) || facts.st_size == 0) {
      if (descriptor >= 0) close(descriptor);
      throw std::runtime_error("what was read was not handed over");
    }
    auto size = size_t(facts.st_size);
    void* begin = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (begin == MAP_FAILED) throw std::runtime_error(std::string("what was read cannot be taken over: ") + std::strerror(errno));
    auto file = std::make_unique<diorama_mesh_file>();
    file->owner = std::shared_ptr<void>(begin, [size](void* p) { munmap(p, size); });
    Reader reader(static_cast<const char*>(begin), size);
    walk(reader, *file);
    std::string why = reader.done() ? diorama_mesh_file_fault(*file) : "the saved file is damaged";
    if (!why.empty()) throw std::runtime_error(why);
    return file.release();
  } catch (const std::exception& e) {
    fail(error, error_size, e.what());
    return nullptr;
  }
}

DIORAMA_API void diorama_mesh_file_close(diorama_mesh_file* file) { delete file; }

DIORAMA_API void diorama_mesh_file_count(const diorama_mesh_file* file, diorama_mesh_file_counts* counts) {
  *counts = {int32_t(file->nodes.size()),   int32_t(file->meshes.size()), int32_t(file->materials.size()),
             int32_t(file->textures.size()), int32_t(file->cameras.size()), int32_t(file->lights.size()),
             int32_t(file->animations.size()), int32_t(file->missing.size()), int32_t(file->warnings.size())};
}

DIORAMA_API int32_t diorama_mesh_file_metadata(const diorama_mesh_file* file, const char* key, double* value) {
  for (const auto& m : file->metadata) {
    if (std::strcmp(m.key, key) != 0) continue;
    *value = m.value;
    return 1;
  }
  return 0;
}

DIORAMA_API const char* diorama_mesh_file_missing(const diorama_mesh_file* file, int32_t index) { return file->missing[size_t(index)]; }

DIORAMA_API const char* diorama_mesh_file_warning(const diorama_mesh_file* file, int32_t index) { return file->warnings[size_t(index)]; }

DIORAMA_API void diorama_mesh_file_warn(diorama_mesh_file* file, const char* text) { file->warnings.push_back(file->keep(text)); }

DIORAMA_API void diorama_mesh_file_get_node(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_node* node) {
  *node = file->nodes[size_t(index)];
}

DIORAMA_API void diorama_mesh_file_get_mesh(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_mesh* mesh) {
  *mesh = file->meshes[size_t(index)].entry;
}

DIORAMA_API void diorama_mesh_file_get_faces(const diorama_mesh_file* file, int32_t mesh, int32_t* sizes, int32_t* corners) {
  const auto& m = file->meshes[size_t(mesh)];
  if (m.entry.faces) std::memcpy(sizes, m.sizes, size_t(m.entry.faces) * sizeof *sizes);
  if (m.entry.corners) std::memcpy(corners, m.corners, size_t(m.entry.corners) * sizeof *corners);
}

DIORAMA_API void diorama_mesh_file_get_bone(const diorama_mesh_file* file, int32_t mesh, int32_t index, diorama_mesh_file_bone* bone) {
  *bone = file->meshes[size_t(mesh)].bones[size_t(index)];
}

DIORAMA_API void diorama_mesh_file_get_morph(const diorama_mesh_file* file, int32_t mesh, int32_t index, diorama_mesh_file_morph* morph) {
  *morph = file->meshes[size_t(mesh)].morphs[size_t(index)];
}

DIORAMA_API int32_t diorama_mesh_file_property_count(const diorama_mesh_file* file, int32_t material) {
  return int32_t(file->materials[size_t(material)].size());
}

DIORAMA_API void diorama_mesh_file_get_property(const diorama_mesh_file* file, int32_t material, int32_t index,
                                                diorama_mesh_file_property* property) {
  *property = file->materials[size_t(material)][size_t(index)];
}

DIORAMA_API int32_t diorama_mesh_file_find_texture(const diorama_mesh_file* file, const char* path) {
  auto count = int32_t(file->textures.size());
  if (*path == '*') {
    int index = std::atoi(path + 1);
    return index >= 0 && index < count ? index : -1;
  }
  for (int32_t i = 0; i < count; i++) {
    if (std::strcmp(bare_name(file->textures[size_t(i)].name), bare_name(path)) == 0) return i;
  }
  return -1;
}

DIORAMA_API void diorama_mesh_file_get_texture(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_texture* texture) {
  *texture = file->textures[size_t(index)];
}

DIORAMA_API void diorama_mesh_file_get_camera(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_camera* camera) {
  *camera = file->cameras[size_t(index)];
}

DIORAMA_API void diorama_mesh_file_get_light(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_light* light) {
  *light = file->lights[size_t(index)];
}

DIORAMA_API void diorama_mesh_file_get_animation(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_animation* animation) {
  *animation = file->animations[size_t(index)].entry;
}

DIORAMA_API void diorama_mesh_file_get_channel(const diorama_mesh_file* file, int32_t animation, int32_t index,
                                               diorama_mesh_file_channel* channel) {
  *channel = file->animations[size_t(animation)].channels[size_t(index)];
}

DIORAMA_API const char* diorama_mesh_file_morph_channel(const diorama_mesh_file* file, int32_t animation, int32_t index, int32_t* keys) {
  const auto& c = file->animations[size_t(animation)].morph_channels[size_t(index)];
  *keys = c.keys;
  return c.name;
}

DIORAMA_API void diorama_mesh_file_get_morph_keys(const diorama_mesh_file* file, int32_t animation, int32_t index, int32_t morphs,
                                                  double* ticks, float* weights) {
  const auto& c = file->animations[size_t(animation)].morph_channels[size_t(index)];
  if (c.keys) std::memcpy(ticks, c.ticks, sizeof(double) * size_t(c.keys));
  std::memset(weights, 0, sizeof(float) * size_t(morphs) * size_t(c.keys));
  for (int32_t v = 0; v < c.value_count; v++) {
    const auto& value = c.values[v];
    if (value.target < uint32_t(morphs)) weights[size_t(value.key) * size_t(morphs) + value.target] = value.weight;
  }
}
