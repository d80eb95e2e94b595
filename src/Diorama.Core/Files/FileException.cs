using System.Runtime.InteropServices;

namespace Diorama.Core.Files;

/// <summary>
/// An error that prevents a file from being read or written, as one sentence with the file's name in Diorama's own words, independent of
/// the wording of the runtime or a library. The system's error number (errno(3)) is kept in <see cref="Exception.HResult"/>, because it
/// decides whether a retry can help.
/// </summary>
public sealed class FileException : IOException {
    private const int NoFile = 2, NoMemory = 12, Denied = 13, NotPermitted = 1, InUse = 11, Busy = 16, Exists = 17, NotAFolder = 20,
        IsAFolder = 21, SystemFiles = 23, ProcessFiles = 24, TextBusy = 26, Full = 28, ReadOnly = 30, LongName = 36, Loop = 40, Quota = 122,
        InputOutput = 5, Stale = 116, NotConnected = 107, TimedOut = 110, HostDown = 112;
    private const int MaxNumber = 133;
    private const long FullBytes = 1 << 20;

    private FileException(string message, int number, Exception inner) : base(message, inner) => HResult = number;

    /// <summary>Creates the exception for a file or folder that cannot be written.</summary>
    public static FileException Writing(string path, Exception e) {
        int number = Number(e);
        // Libraries do not report the number of their error.
        if (number == 0 && IsFull(Path.GetDirectoryName(Path.GetFullPath(path))!)) number = Full;
        return new($"{path} cannot be written: {Reason(path, number, e)}.", number, e);
    }

    /// <summary>Returns the same with advice at the end of its sentence.</summary>
    public FileException Advising(string advice) => new($"{Message.TrimEnd('.')}; {advice}.", HResult, this);

    /// <summary>Creates the exception for an error that another process reported, or that ended it, with its error number.</summary>
    internal static FileException Told(string message, int number) => new(message, number, new IOException(message));

    /// <summary>
    /// Creates the exception for a process that was killed from outside, or by the system for lack of memory: a retry may succeed.
    /// </summary>
    internal static FileException Killed(string message) => Told(message, NoMemory);

    /// <summary>Creates a folder, including its parents, if it does not exist.</summary>
    /// <exception cref="FileException">The operating system refuses to create the folder.</exception>
    public static void MakeFolder(string path) {
        try {
            Directory.CreateDirectory(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw Writing(path, e);
        }
    }

    /// <summary>Returns the reason why a file cannot be read, worded to follow the file's name in a sentence.</summary>
    public static string Reading(string path, Exception e) =>
        Number(e) is NoFile ? Missing(path) : $"cannot be read: {Reason(path, Number(e), e)}.";

    /// <summary>
    /// Returns the reason why no file was found at a path (it does not exist, or is a folder), worded to follow its name in a sentence.
    /// </summary>
    public static string Absent(string path) => Directory.Exists(path) ? "is a folder; a file was expected." : Missing(path);

    /// <summary>Returns one sentence for an I/O error that was not described where it happened.</summary>
    public static string Sentence(Exception e) {
        if (e is FileException) return e.Message;
        string? path = (e as FileNotFoundException)?.FileName ?? Quoted(e.Message);
        int number = Number(e);
        return path is null ? number == 0 ? e.Message : Reason("", number, e) + "."
            : number == NoFile ? $"{path} {Missing(path)}" : $"{path} cannot be used: {Reason(path, number, e)}.";
    }

    /// <summary>
    /// Whether a retry may succeed, by itself or after some clean-up: no space left, a lost network connection, a file in use by another
    /// process, a limit of the system.
    /// </summary>
    public static bool IsTemporary(Exception? e) =>
        e is not null && (e is OutOfMemoryException || (e is IOException && Passes(Number(e))) || IsTemporary(e.InnerException));

    private static bool Passes(int number) => number is Full or Quota or InputOutput or Stale or NotConnected or TimedOut or HostDown
        or InUse or Busy or TextBusy or SystemFiles or ProcessFiles or NoMemory;

    /// <summary>Whether the error is that another process has the file open in a way that prevents access.</summary>
    public static bool IsInUse(IOException e) => Number(e) == InUse;

    /// <summary>
    /// Describes what exists at a path where something else was expected: "a file", "a folder", "a link to nowhere, which does not exist".
    /// </summary>
    public static string WhatIs(string path) {
        var info = new FileInfo(path);
        if (Directory.Exists(path)) return "a folder";
        bool dangles = info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true };
        return dangles ? $"a link to {info.LinkTarget}, which does not exist" : "a file";
    }

    private static string Missing(string path) => IsDangling(path) ? $"is {WhatIs(path)}." : "does not exist.";

    private static bool IsDangling(string path) {
        try {
            return new FileInfo(path).LinkTarget is not null && WhatIs(path) != "a file";
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return false;
        }
    }

    private static int Number(Exception e) => e switch {
        FileNotFoundException or DirectoryNotFoundException => NoFile,
        PathTooLongException => LongName,
        IOException { HResult: > 0 and <= MaxNumber } => e.HResult,
        UnauthorizedAccessException { InnerException: IOException { HResult: > 0 and <= MaxNumber and var number } } => number,
        UnauthorizedAccessException => Denied,
        _ when e.InnerException is { } inner => Number(inner),
        _ => 0,
    };

    private static string Reason(string path, int number, Exception e) => number switch {
        0 => OneLine(e.Message),
        NoFile => NearestMissing(path) is { } folder ? $"the folder {folder} does not exist" : "nothing can be made there",
        Denied when Directory.Exists(path) && CanEnter(path) => "it is a folder; a file was expected",
        IsAFolder => "it is a folder; a file was expected",
        Denied or NotPermitted => "this user is not allowed to",
        ReadOnly => "its file system is read-only",
        NotAFolder => "a part of its path is a file; a folder was expected",
        Exists => $"there is {(path.Length > 0 && Path.Exists(path) ? WhatIs(path) : "something")} already",
        Full => "there is no room left",
        Quota => "the quota of this user is used up",
        ProcessFiles => "this process may not open more files at a time ('ulimit -n' tells and raises the limit)",
        SystemFiles => "the system has too many files open",
        InUse or Busy or TextBusy => "another process uses it",
        LongName => "its name is too long",
        Loop => "its links go round in a circle",
        InputOutput => "the disk reports an error",
        Stale or NotConnected or TimedOut or HostDown => "its file system is not to be reached",
        NoMemory => "the system has no memory left",
        _ => OneLine(Marshal.GetPInvokeErrorMessage(number)),
    };

    private static bool CanEnter(string folder) {
        try {
            _ = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault();
            return true;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return false;
        }
    }

    /// <summary>Returns the first missing folder of a path; null when only the last name is missing.</summary>
    private static string? NearestMissing(string path) {
        string? missing = null, folder = Path.GetDirectoryName(Path.GetFullPath(path.Length > 0 ? path : "."));
        for (; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)) missing = folder;
        return missing;
    }

    private static bool IsFull(string folder) {
        try {
            return new DriveInfo(folder).AvailableFreeSpace < FullBytes;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return false;
        }
    }

    /// <summary>Extracts the path from a message of the runtime, which puts paths between apostrophes; null if there is none.</summary>
    private static string? Quoted(string message) {
        int first = message.IndexOf('\''), last = message.LastIndexOf('\'');
        return first >= 0 && last > first + 1 ? message[(first + 1)..last] : null;
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
