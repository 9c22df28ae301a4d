package io.reconai.server.scans;

/// A scan as the store keeps it.
///
/// @param workspaceId whose it is
public record ScanRecord(String workspaceId, ScanWish wish, ScanView view) {}
