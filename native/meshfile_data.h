// What a mesh file holds, apart from who read it: arrays that lie in Assimp's scene, or in a file that was saved from one.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "meshfile.h"

struct diorama_mesh_file {
  struct number {
    const char* key;
    double value;
  };
  struct mesh {
    diorama_mesh_file_mesh entry;
    const int32_t *sizes, *corners;  // number of corners of each face, and the vertex of each corner
    std::vector<diorama_mesh_file_bone> bones;
    std::vector<diorama_mesh_file_morph> morphs;
  };
  struct morph_value {
    int32_t key;
    uint32_t target;
    float weight;
  };
  struct morph_channel {
    const char* name;
    const double* ticks;
    const morph_value* values;
    int32_t keys, value_count;
  };
  struct animation {
    diorama_mesh_file_animation entry;
    std::vector<diorama_mesh_file_channel> channels;
    std::vector<morph_channel> morph_channels;
  };

  std::vector<number> metadata;
  std::vector<diorama_mesh_file_node> nodes;
  std::vector<mesh> meshes;
  std::vector<std::vector<diorama_mesh_file_property>> materials;
  std::vector<diorama_mesh_file_texture> textures;
  std::vector<diorama_mesh_file_camera> cameras;
  std::vector<diorama_mesh_file_light> lights;
  std::vector<animation> animations;
  std::vector<const char*> missing, warnings;

  // Keeps alive what the pointers show: Assimp's importer, or the mapped file.
  std::shared_ptr<void> owner;
  std::deque<std::string> texts;
  std::deque<std::vector<char>> arrays;

  const char* keep(std::string text) { return texts.emplace_back(std::move(text)).c_str(); }

  template <class T>
  T* allocate(size_t count) {
    return reinterpret_cast<T*>(arrays.emplace_back(count * sizeof(T)).data());
  }
};

// A sentence, without the file's name, about the first index that is out of its array or the first position that is not finite; empty if all is well.
std::string diorama_mesh_file_fault(const diorama_mesh_file& file);
