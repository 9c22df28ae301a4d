package io.reconai.engine.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {

    private static final Services SERVICES = Services.shipped();

    @ParameterizedTest
    @CsvSource({
        "e.github.io, github-pages",
        "github.io, github-pages",
        "evil-github.io,",
        "github.io.example.com,",
        "io,",
        "b.s3-website-us-east-1.amazonaws.com, s3-website",
        "b.s3-website.eu-central-1.amazonaws.com, s3-website",
        "www.acme.test.s3.amazonaws.com, s3",
        "b.s3.dualstack.eu-west-1.amazonaws.com, s3",
        "b.s3.eu-west-1.amazonaws.com, s3",
        "notas3.amazonaws.com,",
        "x.y.elb.amazonaws.com, elb",
        "a.azurewebsites.net, azure-app-service",
        "a-b1c2.westeurope-01.azurewebsites.net, azure-app-service-hashed",
        "a.eu-west-1.elasticbeanstalk.com, elastic-beanstalk",
        "a.eba-1x.eu-west-1.elasticbeanstalk.com, elastic-beanstalk-random",
        "a.elasticbeanstalk.com, elastic-beanstalk-random",
        "acme-portal.apigee.net, apigee",
        "acme.apigee.net,",
        "www.acme.test.herokudns.com, heroku",
        "whispering-willow-1.herokudns.com, heroku-dns",
    })
    void theLongestEndingCounts(String target, @Nullable String id) {
        assertThat(SERVICES.match(target).map(match -> match.service().id()).orElse(null))
                .isEqualTo(id);
    }

    @Test
    void saysWhatStandsBefore() {
        assertThat(SERVICES.match("x.acme.test.s3-website-us-east-1.amazonaws.com")
                        .orElseThrow()
                        .before())
                .isEqualTo("x.acme.test");
        assertThat(SERVICES.match("s3-website-us-east-1.amazonaws.com")
                        .orElseThrow()
                        .before())
                .isEmpty();
    }

    @Test
    void everyRowNamesItsSource() {
        assertThat(SERVICES.all()).hasSizeGreaterThan(70).allSatisfy(service -> {
            assertThat(service.source()).startsWith("https://");
            assertThat(service.texts())
                    .allSatisfy(text -> assertThat(text).isNotEmpty().noneMatch(String::isBlank));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | A\n  source 2025-02 https://e.test\n  ending a.test\n  missing",
                "a | A | maybe\n  source 2025-02 https://e.test\n  ending a.test\n  missing",
                "a | A | no\n  ending a.test\n  missing",
                "a | A | no\n  source 2025-02 http://e.test\n  ending a.test\n  missing",
                "a | A | no\n  source 2025-02 https://e.test\n  ending a.test",
                "a | A | no\n  source 2025-02 https://e.test\n  missing",
                "a | A | no\n  source 2025-02 https://e.test\n  ending a..test\n  missing",
                "a | A | no\n  source 2025-02 https://e.test\n  ending x.*.test\n  missing",
                "a | A | no\n  source 2025-02 https://e.test\n  ending x.a.*\n  missing",
                "a | A | no\n  source 2025-02 https://e.test\n  ending test\n  missing",
            })
    void refusesWhatIsNotAsItShouldBe(String text) {
        assertThatThrownBy(() -> Services.of(text)).isInstanceOf(RuntimeException.class);
    }
}
