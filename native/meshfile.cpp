#include "meshfile_data.h"

#include <assimp/DefaultIOSystem.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <assimp/version.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <sys/stat.h>

static_assert(sizeof(ai_real) == 4, "Assimp built with double precision");
static_assert(sizeof(aiVertexWeight) == sizeof(diorama_mesh_file_weight), "weight layout changed");

namespace {

bool ends_with(const std::string& text, const char* end) {
  size_t n = std::strlen(end);
  return text.size() >= n && std::equal(text.end() - long(n), text.end(), end, [](char a, char b) { return std::tolower(a) == b; });
}

// Remembers side files that an importer asked for in vain.
class SideFiles : public Assimp::DefaultIOSystem {
 public:
  std::vector<std::string> missing;

  Assimp::IOStream* Open(const char* path, const char* mode) override {
    // Folders and pipes can be opened, and are as good as missing.
    struct stat status;
    bool regular = ::stat(path, &status) == 0 && S_ISREG(status.st_mode);
    Assimp::IOStream* stream = regular ? DefaultIOSystem::Open(path, mode) : nullptr;
    if (!stream && std::find(missing.begin(), missing.end(), path) == missing.end()) missing.emplace_back(path);
    return stream;
  }
};

// What the pointers of a handle show.
struct Imported {
  Assimp::Importer importer;
  SideFiles* files = new SideFiles;  // owned by the importer
  Imported() { importer.SetIOHandler(files); }
};

void store(const aiMatrix4x4& m, float* columns) {
  const float all[12] = {m.a1, m.b1, m.c1, m.a2, m.b2, m.c2, m.a3, m.b3, m.c3, m.a4, m.b4, m.c4};
  std::memcpy(columns, all, sizeof all);
}

void store(const aiVector3D& v, float* xyz) { xyz[0] = v.x, xyz[1] = v.y, xyz[2] = v.z; }

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

const char* const NoMemory = "it needs more memory than reading a file may take";

std::string error_of(const Assimp::Importer& importer) {
  std::string text = importer.GetErrorString();
  return text.find("bad_alloc") == std::string::npos ? text : NoMemory;
}

diorama_mesh_file_node node_of(const aiNode& n, int32_t parent) {
  diorama_mesh_file_node node{};
  node.name = n.mName.C_Str();
  node.meshes = n.mMeshes;
  node.parent = parent;
  node.mesh_count = int32_t(n.mNumMeshes);
  store(n.mTransformation, node.parent_from_node);
  aiVector3D scale, translation;
  aiQuaternion q;
  n.mTransformation.Decompose(scale, q, translation);
  store(translation, node.translation);
  store(scale, node.scale);
  const float xyzw[4] = {q.x, q.y, q.z, q.w};
  std::memcpy(node.rotation_xyzw, xyzw, sizeof xyzw);
  return node;
}

// Without recursion: files may nest nodes deeper than the stack is.
void nodes(const aiNode* root, diorama_mesh_file& file) {
  std::vector<std::pair<const aiNode*, int32_t>> open{{root, -1}};
  while (!open.empty()) {
    auto [node, parent] = open.back();
    open.pop_back();
    auto index = int32_t(file.nodes.size());
    file.nodes.push_back(node_of(*node, parent));
    for (unsigned c = node->mNumChildren; c-- > 0;) open.emplace_back(node->mChildren[c], index);
  }
}

diorama_mesh_file::mesh mesh_of(const aiMesh& m, const aiMatrix4x4& into_bones, diorama_mesh_file& file) {
  diorama_mesh_file::mesh mesh{};
  diorama_mesh_file_mesh& entry = mesh.entry;
  entry.name = m.mName.C_Str();
  entry.positions = floats(m.mVertices);
  entry.normals = floats(m.mNormals);
  entry.tangents = floats(m.mTangents);
  entry.bitangents = floats(m.mBitangents);
  entry.colors = floats(m.mColors[0]);
  for (int k = 0; k < 8; k++) entry.uvs[k] = floats(m.mTextureCoords[k]);
  entry.vertices = int32_t(m.mNumVertices);
  entry.material = int32_t(m.mMaterialIndex);
  for (unsigned f = 0; f < m.mNumFaces; f++) {
    unsigned corners = m.mFaces[f].mNumIndices;
    entry.points += corners == 1, entry.lines += corners == 2, entry.faces += corners > 2;
    if (corners > 2) entry.corners += int32_t(corners);
  }
  auto* size = file.allocate<int32_t>(size_t(entry.faces));
  auto* corner = file.allocate<int32_t>(size_t(entry.corners));
  mesh.sizes = size, mesh.corners = corner;
  for (unsigned f = 0; f < m.mNumFaces; f++) {
    const aiFace& face = m.mFaces[f];
    if (face.mNumIndices < 3) continue;
    *size++ = int32_t(face.mNumIndices);
    for (unsigned k = 0; k < face.mNumIndices; k++) *corner++ = int32_t(face.mIndices[k]);
  }
  for (unsigned b = 0; b < m.mNumBones; b++) {
    diorama_mesh_file_bone bone{m.mBones[b]->mName.C_Str(), reinterpret_cast<const diorama_mesh_file_weight*>(m.mBones[b]->mWeights),
                                int32_t(m.mBones[b]->mNumWeights), {}};
    store(m.mBones[b]->mOffsetMatrix * into_bones, bone.joint_from_mesh);
    mesh.bones.push_back(bone);
  }
  for (unsigned k = 0; k < m.mNumAnimMeshes; k++) {
    const aiAnimMesh& a = *m.mAnimMeshes[k];
    bool same = a.mNumVertices == m.mNumVertices;
    mesh.morphs.push_back({a.mName.C_Str(), same ? floats(a.mVertices) : nullptr, same ? floats(a.mNormals) : nullptr, a.mWeight});
  }
  entry.bones = int32_t(mesh.bones.size());
  entry.morphs = int32_t(mesh.morphs.size());
  return mesh;
}

void set(diorama_mesh_file_key& key, const aiVector3D& v) { key.value[0] = v.x, key.value[1] = v.y, key.value[2] = v.z; }
void set(diorama_mesh_file_key& key, const aiQuaternion& q) { key.value[0] = q.w, key.value[1] = q.x, key.value[2] = q.y, key.value[3] = q.z; }

// Assimp's own keys have other sizes in other versions.
template <class Key>
const diorama_mesh_file_key* keys_of(const Key* keys, unsigned count, diorama_mesh_file& file) {
  auto* all = file.allocate<diorama_mesh_file_key>(count);
  for (unsigned k = 0; k < count; k++) {
    all[k] = {keys[k].mTime, {}};
    set(all[k], keys[k].mValue);
  }
  return all;
}

diorama_mesh_file::animation animation_of(const aiAnimation& a, diorama_mesh_file& file) {
  diorama_mesh_file::animation animation{{a.mName.C_Str(), a.mTicksPerSecond, int32_t(a.mNumChannels), int32_t(a.mNumMorphMeshChannels)}, {}, {}};
  for (unsigned i = 0; i < a.mNumChannels; i++) {
    const aiNodeAnim& c = *a.mChannels[i];
    animation.channels.push_back({c.mNodeName.C_Str(), keys_of(c.mPositionKeys, c.mNumPositionKeys, file), keys_of(c.mRotationKeys, c.mNumRotationKeys, file),
                                  keys_of(c.mScalingKeys, c.mNumScalingKeys, file), int32_t(c.mNumPositionKeys), int32_t(c.mNumRotationKeys),
                                  int32_t(c.mNumScalingKeys)});
  }
  for (unsigned i = 0; i < a.mNumMorphMeshChannels; i++) {
    const aiMeshMorphAnim& c = *a.mMorphMeshChannels[i];
    auto* ticks = file.allocate<double>(c.mNumKeys);
    std::vector<diorama_mesh_file::morph_value> values;
    for (unsigned k = 0; k < c.mNumKeys; k++) {
      ticks[k] = c.mKeys[k].mTime;
      for (unsigned v = 0; v < c.mKeys[k].mNumValuesAndWeights; v++) {
        values.push_back({int32_t(k), c.mKeys[k].mValues[v], float(c.mKeys[k].mWeights[v])});
      }
    }
    auto* kept = file.allocate<diorama_mesh_file::morph_value>(values.size());
    std::copy(values.begin(), values.end(), kept);
    animation.morph_channels.push_back({c.mName.C_Str(), ticks, kept, int32_t(c.mNumKeys), int32_t(values.size())});
  }
  return animation;
}

void metadata(const aiMetadata* data, diorama_mesh_file& file) {
  for (unsigned i = 0; data && i < data->mNumProperties; i++) {
    const aiMetadataEntry& entry = data->mValues[i];
    auto add = [&](double value) { file.metadata.push_back({data->mKeys[i].C_Str(), value}); };
    switch (entry.mType) {
      case AI_BOOL: add(*static_cast<const bool*>(entry.mData)); break;
      case AI_INT32: add(*static_cast<const int32_t*>(entry.mData)); break;
      case AI_UINT64: add(double(*static_cast<const uint64_t*>(entry.mData))); break;
      case AI_FLOAT: add(*static_cast<const float*>(entry.mData)); break;
      case AI_DOUBLE: add(*static_cast<const double*>(entry.mData)); break;
      default: break;
    }
  }
}

const aiNode* first_with(unsigned mesh, const aiNode* root) {
  std::vector<const aiNode*> open{root};
  while (!open.empty()) {
    const aiNode* node = open.back();
    open.pop_back();
    if (std::find(node->mMeshes, node->mMeshes + node->mNumMeshes, mesh) != node->mMeshes + node->mNumMeshes) return node;
    for (unsigned c = node->mNumChildren; c-- > 0;) open.push_back(node->mChildren[c]);
  }
  return nullptr;
}

// A bone's matrix takes the mesh to the joint as they were when bound. Assimp 5.4 makes it, for FBX, of the joint and of the transform that the mesh's
// parent has in its own parent (FBXConverter.cpp, ConvertNodes and ConvertCluster). Other versions take what the file says.
aiMatrix4x4 missing_from_bones(unsigned mesh, const aiScene& scene) {
  const aiNode *root = scene.mRootNode, *node = first_with(mesh, root);
  if (!node || node == root) return {};
  // One node of the file may be several of Assimp's, and all but the last have names with this inside.
  const aiNode* parent = node->mParent;
  std::string own = std::string(node->mName.C_Str()) + "_$AssimpFbx$_";
  while (parent != root && std::strncmp(parent->mName.C_Str(), own.c_str(), own.size()) == 0) parent = parent->mParent;
  aiMatrix4x4 known, all;
  if (parent != root) known = parent->mTransformation;
  for (const aiNode* n = node; n != root; n = n->mParent) all = n->mTransformation * all;
  return known.Inverse() * all;
}

bool lacks_bones_mesh(const std::string& path) { return aiGetVersionMajor() == 5 && aiGetVersionMinor() == 4 && ends_with(path, ".fbx"); }

void fill(const aiScene& s, const std::string& path, const SideFiles& files, diorama_mesh_file& file) {
  metadata(s.mMetaData, file);
  nodes(s.mRootNode, file);
  for (unsigned i = 0; i < s.mNumMeshes; i++) {
    bool lacks = s.mMeshes[i]->mNumBones > 0 && lacks_bones_mesh(path);
    file.meshes.push_back(mesh_of(*s.mMeshes[i], lacks ? missing_from_bones(i, s) : aiMatrix4x4(), file));
  }
  for (unsigned i = 0; i < s.mNumMaterials; i++) {
    auto& properties = file.materials.emplace_back();
    for (unsigned k = 0; k < s.mMaterials[i]->mNumProperties; k++) {
      const aiMaterialProperty& p = *s.mMaterials[i]->mProperties[k];
      properties.push_back({p.mKey.C_Str(), p.mData, int32_t(p.mDataLength), int32_t(p.mSemantic), int32_t(p.mIndex), int32_t(p.mType)});
    }
  }
  for (unsigned i = 0; i < s.mNumTextures; i++) {
    const aiTexture& t = *s.mTextures[i];
    bool encoded = t.mHeight == 0;
    file.textures.push_back(
        {t.mFilename.C_Str(), t.achFormatHint, encoded ? reinterpret_cast<const uint8_t*>(t.pcData) : nullptr, encoded ? int32_t(t.mWidth) : 0});
  }
  for (unsigned i = 0; i < s.mNumCameras; i++) {
    const aiCamera& c = *s.mCameras[i];
    diorama_mesh_file_camera camera{c.mName.C_Str(), {}, {}, {}, c.mHorizontalFOV, c.mAspect, c.mOrthographicWidth};
    store(c.mPosition, camera.position);
    store(c.mUp, camera.up);
    store(c.mLookAt, camera.look_at);
    file.cameras.push_back(camera);
  }
  for (unsigned i = 0; i < s.mNumLights; i++) {
    const aiLight& l = *s.mLights[i];
    diorama_mesh_file_light light{l.mName.C_Str(), {}, {}, {}, {}, {}, l.mAngleInnerCone, l.mAngleOuterCone, {l.mSize.x, l.mSize.y}, int32_t(l.mType)};
    store(l.mPosition, light.position);
    store(l.mDirection, light.direction);
    store(l.mUp, light.up);
    store({l.mColorDiffuse.r, l.mColorDiffuse.g, l.mColorDiffuse.b}, light.color);
    store({l.mAttenuationConstant, l.mAttenuationLinear, l.mAttenuationQuadratic}, light.attenuation);
    file.lights.push_back(light);
  }
  for (unsigned i = 0; i < s.mNumAnimations; i++) file.animations.push_back(animation_of(*s.mAnimations[i], file));
  for (const std::string& path : files.missing) file.missing.push_back(file.keep(path));
}

}  // namespace

DIORAMA_API diorama_mesh_file* diorama_mesh_file_open(const char* path, char* error, int32_t error_size) {
  auto fail = [&](const std::string& why) -> diorama_mesh_file* {
    std::snprintf(error, size_t(error_size), "%s", why.c_str());
    return nullptr;
  };
  try {
    auto imported = std::make_shared<Imported>();
    Assimp::Importer& importer = imported->importer;
    importer.SetPropertyBool(AI_CONFIG_IMPORT_NO_SKELETON_MESHES, true);
    const aiScene* scene = importer.ReadFile(path, 0);
    if (!scene) return fail(error_of(importer));
    std::string why = fault(*scene);
    if (!why.empty()) return fail(why);
    if (scene->mNumMeshes) {
      scene = importer.ApplyPostProcessing(aiProcess_JoinIdenticalVertices);
      if (!scene) return fail(error_of(importer));
    }
    auto file = std::make_unique<diorama_mesh_file>();
    file->owner = imported;
    fill(*scene, path, *imported->files, *file);
    why = diorama_mesh_file_fault(*file);
    return why.empty() ? file.release() : fail(why);
  } catch (const std::bad_alloc&) {
    return fail(NoMemory);
  } catch (const std::exception& e) {
    return fail(e.what());
  }
}
