/// Hosts handed to workers through RabbitMQ.
///
/// Whoever runs a scan puts one order a host into a quorum queue and keeps it in mind until its answer has come; a
/// worker acknowledges an order when the broker has its answer. So an order outlives workers, the broker and lost
/// connections; it may be carried out twice and is answered once. Start with
/// [io.reconai.server.work.rabbit.RabbitWorkforce] and [io.reconai.server.work.rabbit.RabbitWorker].
@NullMarked
package io.reconai.server.work.rabbit;

import org.jspecify.annotations.NullMarked;
