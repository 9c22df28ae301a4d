/// Who looks at the hosts of scans: this process, or workers on other machines that a broker reaches.
///
/// [io.reconai.server.work.WorkSettings] says which; [io.reconai.server.work.Work] makes it. The broker's side is in
/// `work.rabbit`.
@NullMarked
package io.reconai.server.work;

import org.jspecify.annotations.NullMarked;
