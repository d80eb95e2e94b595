using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Piles;

/// <summary>An object that falls.</summary>
internal sealed class Dropped(PileItem item, Affine3 start, double releaseTime) {
    public PileItem Item => item;
    public double ReleaseTime => releaseTime;
    /// <summary>Initial pose, then the pose at rest.</summary>
    public Affine3 World { get; set; } = start;
}

/// <summary>
/// Drops objects onto standing ones until the accepted objects rest, do not overlap and are supported from below. Other objects are removed
/// and counted, and those that may have leaned on them fall again.
/// </summary>
internal static class Drop {
    private const int Rounds = 4;
    private const float SupportTolerance = 0.003f;

    /// <param name="dropped">Falling objects; removed ones are deleted from the list.</param>
    /// <param name="standing">Objects that do not move.</param>
    /// <param name="guides">Walls that exist only while objects fall for the first time.</param>
    /// <param name="regionMin">Lower corner of a box that the middle of no object may leave.</param>
    /// <param name="regionMax">Upper corner of that box.</param>
    /// <param name="problem">Returns the reason why an object may not stay where it rests; null if it may.</param>
    /// <param name="report">Report that counts the removed objects.</param>
    /// <param name="attempt">Number of the attempt at the scene.</param>
    /// <param name="cache">Cache of settled poses.</param>
    public static void Settle(List<Dropped> dropped, IReadOnlyList<RigidBody> standing, IReadOnlyList<RigidBody> guides,
        Vector3 regionMin, Vector3 regionMax,
        Func<Dropped, PlacementReason?> problem, PlacementReport report, int attempt, ComputedCache cache) {
        for (int round = 0; round < Rounds && dropped.Count > 0; round++) {
            bool first = round == 0;
            RigidBody[] falling = [.. dropped.Select(d => new RigidBody {
                Surface = d.Item.Surface, Parts = d.Item.Parts, WorldFromModel = d.World, ReleaseTime = first ? d.ReleaseTime : 0,
            })];
            SettledPose[] settled = Settling.Run(first ? [.. standing, .. guides] : standing, falling, regionMin, regionMax, cache: cache);
            for (int i = 0; i < settled.Length; i++) dropped[i].World = settled[i].WorldFromModel;
            int removed = 0;
            for (int i = settled.Length - 1; i >= 0; i--) {
                if ((settled[i].Failure ?? problem(dropped[i])) is not { } reason) continue;
                Fail(i, reason);
                removed++;
            }
            // Without the guides a pile may move once more.
            if (removed == 0 && (!first || guides.Count == 0)) break;
        }
        // After the last round no simulation follows: objects that rested on removed ones now hover.
        for (bool changed = true; changed;) {
            changed = false;
            for (int i = dropped.Count - 1; i >= 0; i--) {
                if (IsHeld(dropped[i])) continue;
                Fail(i, PlacementReason.NoSupport);
                changed = true;
            }
        }

        void Fail(int i, PlacementReason reason) {
            report.Failures.Add(new(dropped[i].Item.Model.Asset.Class, reason, attempt));
            dropped.RemoveAt(i);
        }

        bool IsHeld(Dropped thing) =>
            standing.Any(s => Supports.Meets(thing.Item.Surface, thing.World, s.Surface, s.WorldFromModel, SupportTolerance))
            || dropped.Any(o => o != thing && Supports.Meets(thing.Item.Surface, thing.World, o.Item.Surface, o.World, SupportTolerance));
    }
}
