using Diorama.Core.Native;

namespace Diorama.Core.Tests.Native;

public class NativeLibrariesTests {
    /// <summary>What the loader of glibc says, as .NET passes it on.</summary>
    [Theory]
    [InlineData("libembree3.so.3", "libembree-dev")]
    [InlineData("libembree4.so.4", "libembree-dev")]
    [InlineData("libOpenImageIO_Util.so.2.4", "libopenimageio-dev")]
    [InlineData("libBulletDynamics-float64.so.3.24", "libbullet-dev")]
    [InlineData("libassimp.so.5", "libassimp-dev")]
    public void Missing_NamesTheLibraryAndItsPackage(string library, string package) => Assert.Equal((library, package),
        NativeLibraries.Missing($"Unable to load shared library 'diorama' or one of its dependencies. {library}: cannot open shared object "
            + "file: No such file or directory\n/usr/lib/diorama.so: cannot open shared object file: No such file or directory"));

    [Fact]
    public void Missing_SaysNothing_OfOtherLibraries() => Assert.Null(NativeLibraries.Missing("libz.so: cannot open shared object file"));
}
