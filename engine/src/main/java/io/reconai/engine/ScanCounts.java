package io.reconai.engine;

/// Where a scan stands, in numbers.
///
/// @param candidates names tried, brute force included
/// @param namesFound distinct names in scope that some source yielded
/// @param namesResolved of these, the names that exist
/// @param hostsTotal hosts to look at so far
/// @param hostsDone hosts judged
public record ScanCounts(long candidates, long namesFound, long namesResolved, long hostsTotal, long hostsDone) {}
