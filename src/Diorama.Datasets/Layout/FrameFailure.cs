using Diorama.Worlds.Recipes;

namespace Diorama.Datasets.Layout;

/// <summary>Reasons for which a frame could not be made; a fixed list, so that they can be counted.</summary>
public enum FrameFailureReason {
    /// <summary>No place for the camera was found in the scene.</summary>
    NoPlacement,
    /// <summary>The image holds a value that is not a number or infinite.</summary>
    NotFinite,
    OutOfMemory,
    /// <summary>A value that was drawn from the recipe is outside the limits of its key.</summary>
    OutOfLimits,
    /// <summary>The process that rendered the frame was killed by a signal twice; the message has the signal's number.</summary>
    Crash,
    /// <summary>An error of the program itself; the message is that of the exception.</summary>
    Internal,
}

/// <summary>A frame that was given up after it failed twice.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="Reason">Reason of the failure.</param>
/// <param name="Message">Message of the error.</param>
public sealed record FrameFailure(long Frame, FrameFailureReason Reason, string Message) {
    /// <summary>
    /// Returns the reason if an exception concerns one frame; null if it concerns the whole run: bad input, a full disk, a run that is
    /// stopped.
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

/// <summary>An image holds values that are not finite.</summary>
public sealed class NotFiniteImageException(string message) : Exception(message);

/// <summary>More frames failed than the run allows.</summary>
public sealed class TooManyFailuresException(string message) : Exception(message);

/// <summary>Other processes repeatedly took parts of this process; trying again helps.</summary>
public sealed class PartsTakenException(string message) : IOException(message);
