package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.RiskLevel;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelReaderTest {

    private static final FeatureVector WWW = FeatureVector.of(Map.of(Feature.HAS_RDP_OPEN, 1.0));

    private static List<Label> read(String text) throws Exception {
        return LabelReader.read(
                new StringReader(text),
                "labels",
                asset -> asset.equals("www.acme.test") ? Optional.of(WWW) : Optional.empty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
        level,open_ports_count,has_ssh_open;high,3,1                                   ! HIGH {OPEN_PORTS_COUNT=3.0, HAS_SSH_OPEN=1.0}
        open_ports_count , "level";"3", Critical                                       ! CRITICAL {OPEN_PORTS_COUNT=3.0}
        level,open_ports_count,has_ssh_open;low,,true                                  ! LOW {HAS_SSH_OPEN=1.0}
        # a comment;level,ssl_days_until_expiry;;medium,-3                             ! MEDIUM {SSL_DAYS_UNTIL_EXPIRY=-3.0}
        asset,level;WWW.acme.test,high                                                 ! HIGH {HAS_RDP_OPEN=1.0}
        asset,level,has_ssh_open;www.acme.test,high,                                   ! HIGH {HAS_RDP_OPEN=1.0}
        {"level":"high","has_ssh_open":true,"open_ports_count":2,"has_rdp_open":null}  ! HIGH {OPEN_PORTS_COUNT=2.0, HAS_SSH_OPEN=1.0}
        {"asset":"www.acme.test","level":"low"}                                        ! LOW {HAS_RDP_OPEN=1.0}
        """)
    void readsCsvAndJsonLines(String text, String expected) throws Exception {
        assertThat(read(text.replace(';', '\n'))).singleElement().satisfies(label -> assertThat(
                        label.level() + " " + label.features().known())
                .isEqualTo(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
        level,has_ssh_open;hihg,1              ! labels:2: level "hihg" is none of low, medium, high, critical
        level,has_ssh_open;high,1;high         ! labels:3: has 1 cells, the first line has 2
        level,has_ssh_open;high,yes            ! labels:2: has_ssh_open "yes" is no number
        level,has_ssh_open;high,NaN            ! labels:2: has_ssh_open "NaN" is no number
        level,has_ssh_open;high,               ! labels:2: needs either an asset or features
        level,ssh;high,1                       ! labels:1: "ssh" is no column
        level,level;high,high                  ! labels:1: the first line names each column once
        has_ssh_open,has_rdp_open;1,1          ! labels:1: the first line names each column once
        asset,level;gone.acme.test,high        ! labels:2: there is no asset "gone.acme.test" in the evidence
        asset,level,has_ssh_open;www.acme.test,high,1 ! labels:2: needs either an asset or features
        {"level":"high","has_ssh_open":[1]}    ! labels:1: has_ssh_open is no single value
        {"level":"high"                        ! labels:1: is no JSON object
        {"level":"high","colour":1}            ! labels:1: "colour" is no column
        """)
    void saysWhichRowIsWrongAndHow(String text, String problem) {
        assertThatThrownBy(() -> read(text.replace(';', '\n')))
                .isInstanceOf(MalformedLabelsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void namesAllWrongRowsAtOnce() {
        assertThatThrownBy(() -> read("level,has_ssh_open\nhigh,1\nhihg,1\nlow,0\nhigh,x\n"))
                .hasMessageContaining("labels:3: ")
                .hasMessageContaining("labels:5: ")
                .hasMessageNotContaining("labels:2: ");
    }

    @Test
    void unknownFeaturesCountAsTheBaselines() throws Exception {
        var row = read("level,has_ssh_open\nhigh,1\n").getFirst().row();
        for (var feature : Feature.values()) {
            assertThat(row[feature.ordinal()]).isEqualTo(feature == Feature.HAS_SSH_OPEN ? 1 : feature.baseline());
        }
    }

    /// Reviewers who think worse of remote shells than the policy does: the model follows, and stays monotone.
    @Test
    void ownLabelsMoveTheModel() throws Exception {
        var text = new StringBuilder("level,has_ssh_open,exposure_type_score\n");
        for (var i = 0; i < 120; i++) {
            text.append("high,1,3\nlow,0,2\n");
        }
        var retraining = RiskTraining.retrain(5_000, 42, java.time.Instant.EPOCH, read(text.toString()));
        var ssh = Feature.HAS_SSH_OPEN.ordinal();
        assertThat(retraining.after().model().weight().get(ssh))
                .isGreaterThan(retraining.before().model().weight().get(ssh));
        assertThat(retraining.labelsAfter().brier())
                .isLessThan(retraining.labelsBefore().brier());
        assertThat(retraining.keptBack()).isEqualTo(48);
        assertThat(retraining.after().labels()).isEqualTo(192);
        assertThat(retraining.after().violations()).isZero();
        assertThat(retraining.before().model())
                .isEqualTo(
                        RiskTraining.train(5_000, 42, java.time.Instant.EPOCH).model());
        assertThat(retraining.after().model().id()).isEqualTo("1970-01-01-seed42-labels192");
    }

    @Test
    void aFewLabelsAreNotEnough() throws Exception {
        var labels = read("level,has_ssh_open\n" + "high,1\n".repeat(RiskTraining.FEWEST_LABELS - 1));
        assertThat(labels).allMatch(label -> label.level() == RiskLevel.HIGH);
        assertThatThrownBy(() -> RiskTraining.retrain(5_000, 42, java.time.Instant.EPOCH, labels))
                .hasMessageContaining("at least 50 labels are needed, not 49");
    }
}
