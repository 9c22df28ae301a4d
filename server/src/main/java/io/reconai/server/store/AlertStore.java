package io.reconai.server.store;

import io.reconai.server.alerts.Alert;
import io.reconai.server.alerts.AlertFilter;
import io.reconai.server.alerts.Notice;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Alerts of workspaces, and who has read which.
public interface AlertStore {

    /// An alert as one person sees it.
    record Listed(Alert alert, boolean read) {}

    /// @param unread how many the person has not read, whatever was asked for
    record Part(PageOf<Listed> page, long unread) {}

    /// Adds alerts and the notices of them. An alert that is there already stays as it is, and none of its notices is
    /// added: doing it again, after a kill anywhere, adds what is missing and nothing else.
    ///
    /// @return the ids of those that were new
    Set<String> add(Workspace workspace, List<Alert> alerts, List<Notice> notices);

    /// The newest first.
    Part list(Workspace workspace, String uid, AlertFilter filter, PageRequest page);

    /// Alerts of these ids, the oldest first; those that are gone are left out.
    List<Alert> read(Workspace workspace, List<String> alertIds);

    /// Marks these as read by a person.
    void markRead(Workspace workspace, String uid, List<String> alertIds);

    /// Marks all as read by a person.
    void markAllRead(Workspace workspace, String uid);

    /// Forgets what is older, of all workspaces.
    void sweep(Instant before);
}
