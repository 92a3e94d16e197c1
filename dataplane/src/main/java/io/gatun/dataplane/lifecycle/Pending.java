package io.gatun.dataplane.lifecycle;

import io.gatun.mgmt.channel.Answer;
import java.util.Optional;

/** An answer that another thread finds, and that control looks for in its rounds. */
final class Pending implements Answer.Work {

    private volatile Answer found; // the other thread writes, control reads

    void complete(Answer answer) {
        found = answer;
    }

    @Override
    public Optional<Answer> step() {
        return Optional.ofNullable(found);
    }
}
