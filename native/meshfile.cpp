#include "meshfile.h"

#include <assimp/DefaultIOSystem.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <vector>

static_assert(sizeof(ai_real) == 4, "Assimp built with double precision");
static_assert(sizeof(aiVectorKey) == 24 && sizeof(aiQuatKey) == 24, "key layout changed");
static_assert(sizeof(aiVertexWeight) == 8, "weight layout changed");

namespace {

// Remembers side files (material libraries) that an importer asked for in vain.
class RecordingFiles : public Assimp::DefaultIOSystem {
 public:
  std::vector<std::string> missing;

  Assimp::IOStream* Open(const char* path, const char* mode) override {
    Assimp::IOStream* stream = DefaultIOSystem::Open(path, mode);
    if (!stream && std::find(missing.begin(), missing.end(), path) == missing.end()) missing.emplace_back(path);
    return stream;
  }
};

void store(const aiMatrix4x4& m, float* columns) {
  const float all[12] = {m.a1, m.b1, m.c1, m.a2, m.b2, m.c2, m.a3, m.b3, m.c3, m.a4, m.b4, m.c4};
  std::memcpy(columns, all, sizeof all);
}

void store(const aiVector3D& v, float* xyz) {
  xyz[0] = v.x, xyz[1] = v.y, xyz[2] = v.z;
}

const float* floats(const void* array) { return static_cast<const float*>(array); }

// Post-processing trusts indices and would walk out of bounds, so they are checked before it.
std::string fault(const aiScene& scene) {
  char text[256];
  for (unsigned m = 0; m < scene.mNumMeshes; m++) {
    const aiMesh& mesh = *scene.mMeshes[m];
    std::string name = mesh.mName.length ? "mesh '" + std::string(mesh.mName.C_Str()) + "'" : "mesh " + std::to_string(m);
    for (unsigned v = 0; v < mesh.mNumVertices; v++) {
      const aiVector3D& p = mesh.mVertices[v];
      if (std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z)) continue;
      std::snprintf(text, sizeof text, " has the position (%g, %g, %g) at vertex %u, expected finite numbers", p.x, p.y, p.z, v);
      return name + text;
    }
    for (unsigned f = 0; f < mesh.mNumFaces; f++) {
      // Importers leave such faces where a file ends too early; post-processing aborts the whole program over them.
      if (mesh.mFaces[f].mNumIndices == 0) return name + " has no vertices in face " + std::to_string(f) + ", the file may be truncated";
      for (unsigned k = 0; k < mesh.mFaces[f].mNumIndices; k++) {
        unsigned index = mesh.mFaces[f].mIndices[k];
        if (index < mesh.mNumVertices) continue;
        std::snprintf(text, sizeof text, " has vertex index %d in face %u, expected 0 to %u", int(index), f, mesh.mNumVertices - 1);
        return name + text;
      }
    }
  }
  return "";
}

}  // namespace

struct diorama_mesh_file {
  Assimp::Importer importer;
  RecordingFiles* files = nullptr;  // owned by the importer
  const aiScene* scene = nullptr;
  std::vector<const aiNode*> nodes;
  std::vector<int32_t> parents;

  void flatten(const aiNode* node, int32_t parent) {
    int32_t index = int32_t(nodes.size());
    nodes.push_back(node);
    parents.push_back(parent);
    for (unsigned c = 0; c < node->mNumChildren; c++) flatten(node->mChildren[c], index);
  }
};

DIORAMA_API diorama_mesh_file* diorama_mesh_file_open(const char* path, char* error, int32_t error_size) {
  auto fail = [&](const std::string& why) -> diorama_mesh_file* {
    std::snprintf(error, size_t(error_size), "%s", why.c_str());
    return nullptr;
  };
  try {
    auto file = std::make_unique<diorama_mesh_file>();
    file->files = new RecordingFiles;
    file->importer.SetIOHandler(file->files);
    file->importer.SetPropertyInteger(AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
    file->importer.SetPropertyBool(AI_CONFIG_IMPORT_NO_SKELETON_MESHES, true);
    const aiScene* scene = file->importer.ReadFile(path, 0);
    if (!scene) return fail(file->importer.GetErrorString());
    std::string why = fault(*scene);
    if (!why.empty()) return fail(why);
    if (scene->mNumMeshes) {
      scene = file->importer.ApplyPostProcessing(aiProcess_Triangulate | aiProcess_SortByPType | aiProcess_JoinIdenticalVertices);
      if (!scene) return fail(file->importer.GetErrorString());
    }
    file->scene = scene;
    file->flatten(scene->mRootNode, -1);
    return file.release();
  } catch (const std::exception& e) {
    return fail(e.what());
  }
}

DIORAMA_API void diorama_mesh_file_close(diorama_mesh_file* file) { delete file; }

DIORAMA_API void diorama_mesh_file_count(const diorama_mesh_file* file, diorama_mesh_file_counts* counts) {
  const aiScene& s = *file->scene;
  *counts = {int32_t(file->nodes.size()), int32_t(s.mNumMeshes), int32_t(s.mNumMaterials),  int32_t(s.mNumTextures),
             int32_t(s.mNumCameras),      int32_t(s.mNumLights), int32_t(s.mNumAnimations), int32_t(file->files->missing.size())};
}

DIORAMA_API int32_t diorama_mesh_file_metadata(const diorama_mesh_file* file, const char* key, double* value) {
  const aiMetadata* data = file->scene->mMetaData;
  for (unsigned i = 0; data && i < data->mNumProperties; i++) {
    if (std::strcmp(data->mKeys[i].C_Str(), key) != 0) continue;
    const aiMetadataEntry& entry = data->mValues[i];
    switch (entry.mType) {
      case AI_BOOL: *value = *static_cast<const bool*>(entry.mData); return 1;
      case AI_INT32: *value = *static_cast<const int32_t*>(entry.mData); return 1;
      case AI_UINT64: *value = double(*static_cast<const uint64_t*>(entry.mData)); return 1;
      case AI_FLOAT: *value = *static_cast<const float*>(entry.mData); return 1;
      case AI_DOUBLE: *value = *static_cast<const double*>(entry.mData); return 1;
      default: return 0;
    }
  }
  return 0;
}

DIORAMA_API const char* diorama_mesh_file_missing(const diorama_mesh_file* file, int32_t index) {
  return file->files->missing[size_t(index)].c_str();
}

DIORAMA_API void diorama_mesh_file_get_node(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_node* node) {
  const aiNode& n = *file->nodes[size_t(index)];
  node->name = n.mName.C_Str();
  node->meshes = n.mMeshes;
  node->parent = file->parents[size_t(index)];
  node->mesh_count = int32_t(n.mNumMeshes);
  store(n.mTransformation, node->parent_from_node);
  aiVector3D scale, translation;
  aiQuaternion q;
  n.mTransformation.Decompose(scale, q, translation);
  store(translation, node->translation);
  store(scale, node->scale);
  const float xyzw[4] = {q.x, q.y, q.z, q.w};
  std::memcpy(node->rotation_xyzw, xyzw, sizeof xyzw);
}

DIORAMA_API void diorama_mesh_file_get_mesh(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_mesh* mesh) {
  const aiMesh& m = *file->scene->mMeshes[index];
  mesh->name = m.mName.C_Str();
  mesh->positions = floats(m.mVertices);
  mesh->normals = floats(m.mNormals);
  mesh->tangents = floats(m.mTangents);
  mesh->bitangents = floats(m.mBitangents);
  mesh->colors = floats(m.mColors[0]);
  for (int k = 0; k < 8; k++) mesh->uvs[k] = floats(m.mTextureCoords[k]);
  mesh->vertices = int32_t(m.mNumVertices);
  // OBJ's "f 1 2" is a line that Assimp 5.2 leaves among the triangles.
  mesh->triangles = 0;
  for (unsigned f = 0; f < m.mNumFaces; f++) mesh->triangles += m.mFaces[f].mNumIndices == 3;
  mesh->material = int32_t(m.mMaterialIndex);
  mesh->bones = int32_t(m.mNumBones);
  mesh->morphs = int32_t(m.mNumAnimMeshes);
}

DIORAMA_API void diorama_mesh_file_get_indices(const diorama_mesh_file* file, int32_t mesh, int32_t* indices) {
  const aiMesh& m = *file->scene->mMeshes[mesh];
  for (unsigned f = 0; f < m.mNumFaces; f++) {
    if (m.mFaces[f].mNumIndices != 3) continue;
    for (unsigned k = 0; k < 3; k++) *indices++ = int32_t(m.mFaces[f].mIndices[k]);
  }
}

DIORAMA_API void diorama_mesh_file_get_bone(const diorama_mesh_file* file, int32_t mesh, int32_t index, diorama_mesh_file_bone* bone) {
  const aiBone& b = *file->scene->mMeshes[mesh]->mBones[index];
  bone->name = b.mName.C_Str();
  bone->weights = b.mWeights;
  bone->count = int32_t(b.mNumWeights);
  store(b.mOffsetMatrix, bone->joint_from_mesh);
}

DIORAMA_API void diorama_mesh_file_get_morph(const diorama_mesh_file* file, int32_t mesh, int32_t index, diorama_mesh_file_morph* morph) {
  const aiMesh& base = *file->scene->mMeshes[mesh];
  const aiAnimMesh& a = *base.mAnimMeshes[index];
  bool same = a.mNumVertices == base.mNumVertices;
  morph->name = a.mName.C_Str();
  morph->positions = same ? floats(a.mVertices) : nullptr;
  morph->normals = same ? floats(a.mNormals) : nullptr;
  morph->weight = a.mWeight;
}

DIORAMA_API int32_t diorama_mesh_file_property_count(const diorama_mesh_file* file, int32_t material) {
  return int32_t(file->scene->mMaterials[material]->mNumProperties);
}

DIORAMA_API void diorama_mesh_file_get_property(const diorama_mesh_file* file, int32_t material, int32_t index,
                                                diorama_mesh_file_property* property) {
  const aiMaterialProperty& p = *file->scene->mMaterials[material]->mProperties[index];
  *property = {p.mKey.C_Str(), p.mData, int32_t(p.mDataLength), int32_t(p.mSemantic), int32_t(p.mIndex), int32_t(p.mType)};
}

DIORAMA_API int32_t diorama_mesh_file_find_texture(const diorama_mesh_file* file, const char* path) {
  return file->scene->GetEmbeddedTextureAndIndex(path).second;
}

DIORAMA_API void diorama_mesh_file_get_texture(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_texture* texture) {
  const aiTexture& t = *file->scene->mTextures[index];
  bool encoded = t.mHeight == 0;
  *texture = {t.mFilename.C_Str(), t.achFormatHint, encoded ? reinterpret_cast<const uint8_t*>(t.pcData) : nullptr,
              encoded ? int32_t(t.mWidth) : 0};
}

DIORAMA_API void diorama_mesh_file_get_camera(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_camera* camera) {
  const aiCamera& c = *file->scene->mCameras[index];
  camera->name = c.mName.C_Str();
  store(c.mPosition, camera->position);
  store(c.mUp, camera->up);
  store(c.mLookAt, camera->look_at);
  camera->horizontal_fov = c.mHorizontalFOV;
  camera->aspect = c.mAspect;
  camera->orthographic_half_width = c.mOrthographicWidth;
}

DIORAMA_API void diorama_mesh_file_get_light(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_light* light) {
  const aiLight& l = *file->scene->mLights[index];
  light->name = l.mName.C_Str();
  store(l.mPosition, light->position);
  store(l.mDirection, light->direction);
  store(l.mUp, light->up);
  store({l.mColorDiffuse.r, l.mColorDiffuse.g, l.mColorDiffuse.b}, light->color);
  store({l.mAttenuationConstant, l.mAttenuationLinear, l.mAttenuationQuadratic}, light->attenuation);
  light->inner_cone = l.mAngleInnerCone;
  light->outer_cone = l.mAngleOuterCone;
  light->size[0] = l.mSize.x;
  light->size[1] = l.mSize.y;
  light->kind = int32_t(l.mType);
}

DIORAMA_API void diorama_mesh_file_get_animation(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_animation* animation) {
  const aiAnimation& a = *file->scene->mAnimations[index];
  *animation = {a.mName.C_Str(), a.mTicksPerSecond, int32_t(a.mNumChannels), int32_t(a.mNumMorphMeshChannels)};
}

DIORAMA_API void diorama_mesh_file_get_channel(const diorama_mesh_file* file, int32_t animation, int32_t index,
                                               diorama_mesh_file_channel* channel) {
  const aiNodeAnim& c = *file->scene->mAnimations[animation]->mChannels[index];
  *channel = {c.mNodeName.C_Str(),         c.mPositionKeys,             c.mRotationKeys,           c.mScalingKeys,
              int32_t(c.mNumPositionKeys), int32_t(c.mNumRotationKeys), int32_t(c.mNumScalingKeys)};
}

DIORAMA_API const char* diorama_mesh_file_morph_channel(const diorama_mesh_file* file, int32_t animation, int32_t index, int32_t* keys) {
  const aiMeshMorphAnim& c = *file->scene->mAnimations[animation]->mMorphMeshChannels[index];
  *keys = int32_t(c.mNumKeys);
  return c.mName.C_Str();
}

DIORAMA_API void diorama_mesh_file_get_morph_keys(const diorama_mesh_file* file, int32_t animation, int32_t index, int32_t morphs,
                                                  double* ticks, float* weights) {
  const aiMeshMorphAnim& c = *file->scene->mAnimations[animation]->mMorphMeshChannels[index];
  std::memset(weights, 0, sizeof(float) * size_t(morphs) * c.mNumKeys);
  for (unsigned k = 0; k < c.mNumKeys; k++) {
    ticks[k] = c.mKeys[k].mTime;
    for (unsigned i = 0; i < c.mKeys[k].mNumValuesAndWeights; i++) {
      unsigned target = c.mKeys[k].mValues[i];
      if (target < unsigned(morphs)) weights[k * unsigned(morphs) + target] = float(c.mKeys[k].mWeights[i]);
    }
  }
}
