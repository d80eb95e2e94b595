using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Integrators;

/// <summary>Sums the radiance of a path, separated by how the light was scattered at the first visible surface.</summary>
internal struct PathRadiance {
    public Vector3 Emission, DiffuseDirect, DiffuseIndirect, SpecularDirect, SpecularIndirect;
    /// <summary>Fraction of the path's throughput that was scattered at the first surface by its diffuse lobe.</summary>
    public float DiffuseShare;

    public readonly Vector3 Total => Emission + DiffuseDirect + DiffuseIndirect + SpecularDirect + SpecularIndirect;

    /// <summary>
    /// Adds emitted light at the end of a segment that began at scattering event number <paramref name="scatterings"/> (0: the camera).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddEmitted(Vector3 light, int scatterings) {
        if (scatterings == 0) Emission += light;
        else if (scatterings == 1) {
            DiffuseDirect += light * DiffuseShare;
            SpecularDirect += light * (1 - DiffuseShare);
        } else {
            AddIndirect(light);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddIndirect(Vector3 light) {
        DiffuseIndirect += light * DiffuseShare;
        SpecularIndirect += light * (1 - DiffuseShare);
    }

    public void Accumulate(in PathRadiance other) {
        Emission += other.Emission;
        DiffuseDirect += other.DiffuseDirect;
        DiffuseIndirect += other.DiffuseIndirect;
        SpecularDirect += other.SpecularDirect;
        SpecularIndirect += other.SpecularIndirect;
    }
}
