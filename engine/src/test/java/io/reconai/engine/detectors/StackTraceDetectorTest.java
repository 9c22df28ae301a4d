package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Traces in errors, and texts that only show some.
class StackTraceDetectorTest {

    private static final String URL = "https://acme.test/qzjx";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Java    | `shop.Bad: no\\n at shop.Cart.add(Cart.java:42)\\n at java.base/java.lang.Thread.run(Thread.java:840)`",
                "Java    | `at shop.CartKt.add(Cart.kt:42) at shop.CartKt$main$1.invoke(Cart.kt:3)`",
                ".NET    | `   at Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:line 42`",
                ".NET    | `   at System.Linq.Enumerable.First(Object o)\\n   at System.Web.Page.Load()`",
                "PHP     | `#0 /var/www/shop/cart.php(42): add(1)\\n#1 /var/www/shop/index.php(3): main()`",
                "PHP     | `<b>Fatal error</b>:  Uncaught Error: no in <b>/var/www/shop/cart.php</b> on line <b>42</b>`",
                "Ruby    | `/srv/app/cart.rb:42:in 'add'\\n/srv/app/main.rb:3:in 'run'`",
                "Node.js | `Error: no\\n    at add (/srv/app/cart.js:42:7)\\n    at node:internal/main:3:1`",
                "Go      | `panic: no\\n\\ngoroutine 7 [running]:\\nmain.add(...)`",
            })
    void isFoundInFailures(String language, String trace) {
        var body = trace.replace("\\n", "\n");
        var found = new StackTraceDetector()
                .detect(Samples.apex().probed("baseline", URL, 500, body).evidence());
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().location()).isEqualTo("https://acme.test");
        assertThat(found.getFirst().evidence().getFirst().excerpt()).contains(language + ", ");
        assertThat(Samples.apex().probed("baseline", URL, 404, body).found(new StackTraceDetector()))
                .as("a page that may be an article")
                .isEmpty();
        assertThat(Samples.apex().page("https://acme.test/", 200, body).found(new StackTraceDetector()))
                .as("an article")
                .isEmpty();
        assertThat(Samples.apex()
                        .probed("baseline", URL, 404, body, "Content-Type: application/json")
                        .found(new StackTraceDetector()))
                .as("an error for programs")
                .containsExactly("http.disclosure.stack-trace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1>Server error</h1>",
                "We open at Acme.Hall(Main.java:1) only",
                "at 10:30:15 at 11:30:15",
                "goroutine leaks, explained",
                "main.rb:3 failed",
                "Fatal error: call us on line 3",
            })
    void aWordIsNoTrace(String body) {
        assertThat(Samples.apex().probed("baseline", URL, 500, body).found(new StackTraceDetector()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pre>Error: at node_modules",
                "Apache Tomcat java.lang.Bad\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)"
            })
    void whatAFrameworkShowsIsSaidElsewhere(String body) {
        assertThat(Samples.apex().probed("baseline", URL, 500, body).found(new StackTraceDetector()))
                .isEmpty();
    }

    @Property
    void readsAnything(@ForAll String text) {
        new StackTraceDetector()
                .detect(Samples.apex()
                        .probed("baseline", URL, 500, "at System. .rb: at " + text)
                        .evidence());
    }
}
