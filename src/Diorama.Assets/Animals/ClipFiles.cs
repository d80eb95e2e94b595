using System.Numerics;
using Diorama.Core;

namespace Diorama.Assets.Animals;

/// <summary>Reads the motions of an actor from the game's files.</summary>
internal static class ClipFiles {
    /// <summary>
    /// Returns the motions in the actor's order, with strides in game units. Motions for another skeleton are left out, as in the game.
    /// </summary>
    public static IReadOnlyList<AnimalClip> Read(GameFiles files, ActorFile actor, int boneCount) {
        var clips = new List<AnimalClip>();
        if (boneCount == 0) return clips;
        foreach (var animation in actor.Animations) {
            string name = files.Find(animation.File, "psa")
                ?? throw new BadInputException($"{files.Full(actor.Name)}: there is no {animation.File}.cached.psa.");
            var motion = PsaFile.Read(files.Full(name), files.Read(name));
            if (motion.BoneCount != boneCount) continue;
            int number = 1 + clips.Count(c => c.Action == animation.Action), frames = Cycle(motion);
            // The game plays a walk faster the faster the unit moves; at one unit per second a cycle lasts seconds / speed. The distance
            // walked in that time is the stride; the file's own rate is the natural speed of the motion.
            bool moves = animation.Action is "walk" or "run";
            float seconds = frames / PsaFile.FramesPerSecond;
            clips.Add(new() {
                Name = number == 1 ? animation.Action : $"{animation.Action}-{number}", Action = animation.Action, Motion = motion,
                Frames = frames,
                Seconds = moves ? seconds : seconds / animation.Speed, Stride = moves ? seconds / animation.Speed : 0,
            });
        }
        return clips;
    }

    private static int Cycle(PsaFile motion) {
        int last = motion.FrameCount - 1;
        for (int b = 0; b < motion.BoneCount; b++) {
            var (t, r) = motion.At(last, b);
            var (t0, r0) = motion.At(0, b);
            if (Vector3.Distance(t, t0) > 1e-3f || MathF.Abs(Quaternion.Dot(r, r0)) < 1 - 1e-5f) return motion.FrameCount;
        }
        return Math.Max(1, last);
    }
}
