using System.Numerics;
using Diorama.Core;

namespace Diorama.Assets.Animals;

/// <summary>Reads the motions of an actor.</summary>
internal static class ClipFiles {
    /// <summary>
    /// In the actor's order; strides are in game units. Motions made for another skeleton are left out, as the game does.
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
            // The game plays a walk the faster the faster the unit moves; at one unit a second a cycle lasts seconds / speed.
            // What is walked in that time is the stride, and the file's own rate is how fast its author saw the animal go.
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
