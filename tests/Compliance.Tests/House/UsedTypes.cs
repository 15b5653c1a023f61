using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Compliance.Tests.House;

/// <summary>Collects the types of one assembly that its signatures name.</summary>
internal sealed class UsedTypes : ISignatureTypeProvider<object?, object?>
{
    private HashSet<TypeDefinitionHandle> _types = [];

    public void Add(TypeDefinitionHandle type) => _types.Add(type);

    /// <summary>What was collected since the last time.</summary>
    public HashSet<TypeDefinitionHandle> Taken() => Interlocked.Exchange(ref _types, []);

    public object? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return null;
    }

    public object? GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public object? GetArrayType(object? elementType, ArrayShape shape) => null;

    public object? GetByReferenceType(object? elementType) => null;

    public object? GetFunctionPointerType(MethodSignature<object?> signature) => null;

    public object? GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

    public object? GetGenericMethodParameter(object? context, int index) => null;

    public object? GetGenericTypeParameter(object? context, int index) => null;

    public object? GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

    public object? GetPinnedType(object? elementType) => null;

    public object? GetPointerType(object? elementType) => null;

    public object? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

    public object? GetSZArrayType(object? elementType) => null;

    public object? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => null;
}
