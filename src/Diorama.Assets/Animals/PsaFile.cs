using Diorama.Core;

namespace Diorama.Assets.Animals;

/// <summary>
/// A motion of 0 A.D. ("PSSA", version 1: the game's wiki, PSA_File_Format): the state of every bone at every frame, in the model's space
/// and Diorama's axes (see <see cref="PmdFile"/>). The last frame is followed by the first.
/// </summary>
public sealed class PsaFile {
    /// <summary>Frame rate at which the game plays every file, whatever the file says.</summary>
    public const float FramesPerSecond = 30;

    public required int BoneCount { get; init; }
    public required int FrameCount { get; init; }
    /// <summary>States of the bones, frame by frame, bone by bone.</summary>
    public required IReadOnlyList<BoneState> States { get; init; }

    /// <exception cref="BadInputException">The content is no such file, or is truncated.</exception>
    public static PsaFile Read(string name, ReadOnlySpan<byte> bytes) {
        var file = new GameBytes(name, bytes, "PSSA", newest: 1);
        file.Text("the name");
        file.Float("the frame length");
        uint bones = file.UInt("the number of bones"), frames = file.UInt("the number of frames");
        if (bones == 0 || frames == 0)
            throw new BadInputException($"{name} moves {bones} bones over {frames} frames, expected at least one of each.");
        if ((ulong)bones * frames * 28 > (ulong)bytes.Length) {
            throw new BadInputException(
                $"{name} ends early: {bones} bones over {frames} frames were announced, the file has {bytes.Length} bytes.");
        }
        var states = new BoneState[bones * frames];
        for (int i = 0; i < states.Length; i++) states[i] = file.Bone("a bone");
        return new() { BoneCount = (int)bones, FrameCount = (int)frames, States = states };
    }

    public BoneState At(int frame, int bone) => States[frame * BoneCount + bone];
}
