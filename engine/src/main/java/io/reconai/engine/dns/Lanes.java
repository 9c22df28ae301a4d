package io.reconai.engine.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The resolvers of a [Sweep], and which of them takes the next question.
///
/// They take turns as far as their windows have room. One that answers most questions with SERVFAIL or REFUSED takes
/// none while another is fit, but for a trial now and then; a question goes back to a resolver that gave no answer to
/// it only when every other has failed too.
final class Lanes {

    private final List<Lane> all;
    private int turn;

    Lanes(List<Lane> all) {
        this.all = all;
    }

    List<Lane> all() {
        return all;
    }

    /// Who can be asked this question now; null when it has to wait.
    @Nullable
    Lane free(Query query, long now) {
        if (query.faultyLanes != 0 && !hasOther(query, now)) {
            query.faultyLanes = 0; // those that were left have gone since
        }
        var anyFit = false;
        for (var i = 0; i < all.size(); i++) {
            turn = turn + 1 == all.size() ? 0 : turn + 1;
            var lane = all.get(turn);
            if (isOpen(lane, query, now)) {
                anyFit |= lane.isFit();
                if ((lane.isFit() || lane.isDueForTrial(now)) && lane.hasRoom(now)) {
                    return lane;
                }
            }
        }
        return anyFit ? null : anyWithRoom(query, now);
    }

    private @Nullable Lane anyWithRoom(Query query, long now) {
        for (var lane : all) {
            if (isOpen(lane, query, now) && lane.hasRoom(now)) {
                return lane;
            }
        }
        return null;
    }

    /// True when somebody is left who has not failed to answer this question.
    boolean hasOther(Query query, long now) {
        for (var lane : all) {
            if (isOpen(lane, query, now)) {
                return true;
            }
        }
        return false;
    }

    /// False when all have gone.
    boolean anyLeft(long now) {
        for (var lane : all) {
            if (!lane.isGone(now)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpen(Lane lane, Query query, long now) {
        return (query.faultyLanes & lane.bit) == 0 && !lane.isGone(now);
    }
}
