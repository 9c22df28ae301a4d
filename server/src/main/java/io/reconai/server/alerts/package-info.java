/// Tells people and programs what happened: alerts, the channels they leave by, and the rules that say which leave.
///
/// Start at [io.reconai.server.alerts.AlertWorker]: it turns what a scan brought into alerts ([ScanNews]), alerts into
/// notices for channels ([Announcer]), notices into deliveries ([Composer]), and carries these out ([Carrier]). Every
/// id follows from its cause, so that whatever is done again after a kill changes nothing.
@NullMarked
package io.reconai.server.alerts;

import org.jspecify.annotations.NullMarked;
