namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>Kinds of maps: the values of aiTextureType (assimp/material.h) that occur in the supported formats.</summary>
internal enum MapKind {
    None = 0, Diffuse = 1, Specular = 2, Ambient = 3, Emissive = 4, Height = 5, Normals = 6, Shininess = 7, Opacity = 8, Displacement = 9,
    Lightmap = 10, Reflection = 11, BaseColor = 12, NormalCamera = 13, EmissionColor = 14, Metalness = 15, Roughness = 16, Occlusion = 17,
    Sheen = 19, Clearcoat = 20, Transmission = 21,
}
