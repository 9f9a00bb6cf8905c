namespace Orleans.Runtime;

/// <summary>Anything a message can be sent to: a grain or an observer.</summary>
public interface IAddressable;
