// Each test has a whole product and two browsers to itself: side by side they would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
