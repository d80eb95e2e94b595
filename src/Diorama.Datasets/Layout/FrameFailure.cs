using Diorama.Worlds.Recipes;

namespace Diorama.Datasets.Layout;

/// <summary>Why a frame could not be made; a closed list, so that it can be counted.</summary>
public enum FrameFailureReason {
    /// <summary>No place for the camera was found in the scene.</summary>
    NoPlacement,
    /// <summary>The image holds what is not a number, or infinite.</summary>
    NotFinite,
    OutOfMemory,
    /// <summary>A value was drawn that its key does not allow.</summary>
    OutOfLimits,
    /// <summary>The process that made it died by a signal, twice; the sentence has its number.</summary>
    Crash,
    /// <summary>A defect of the program; the sentence has its own words.</summary>
    Internal,
}

/// <summary>A frame that was given up after its second attempt.</summary>
/// <param name="Frame">Its number.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">What the program said.</param>
public sealed record FrameFailure(long Frame, FrameFailureReason Reason, string Message) {
    /// <summary>
    /// The reason when this is about one frame; null when it is about the whole run: bad input, a disk that is full, a run that is stopped.
    /// </summary>
    public static FrameFailureReason? ReasonOf(Exception e) => e switch {
        Worlds.Recipes.DrawnValueException => FrameFailureReason.OutOfLimits,
        UnbuildableSceneException => FrameFailureReason.NoPlacement,
        NotFiniteImageException => FrameFailureReason.NotFinite,
        OutOfMemoryException => FrameFailureReason.OutOfMemory,
        OperationCanceledException or IOException or UnauthorizedAccessException or Core.BadInputException => null,
        _ => FrameFailureReason.Internal,
    };
}

/// <summary>A picture with values that are no light.</summary>
public sealed class NotFiniteImageException(string message) : Exception(message);

/// <summary>More frames failed than the run allows.</summary>
public sealed class TooManyFailuresException(string message) : Exception(message);

/// <summary>Other processes took parts of this one again and again; trying again helps.</summary>
public sealed class PartsTakenException(string message) : IOException(message);
