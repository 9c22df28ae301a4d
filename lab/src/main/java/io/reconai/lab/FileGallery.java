package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.util.HashMap;
import java.util.Map;

/// Sites with files that nobody meant to publish, by what made them: PHP, ASP.NET, people's tools; and two where such
/// files look so and are none. All secrets are made up.
final class FileGallery {

    private static final String TEXT = "application/octet-stream";
    private static final String JSON = "application/json";

    private static final String PHP = "<a href=\"/index.php?page=2\">More</a>";

    private FileGallery() {}

    static void addTo(Neighbour gallery) {
        addPhp(Gallery.host(gallery, "workshop"));
        addDotNet(Gallery.host(gallery, "office"));
        addCredentials(Gallery.host(gallery, "drawer"));
        addPhpTraps(Gallery.host(gallery, "showroom"));
        addTraps(Gallery.host(gallery, "showcase"));
    }

    private static void addPhp(HostEntry host) {
        var files = new HashMap<String, Answer>();
        files.put("/.hg/requires", text("revlogv1\nstore\nfncache\n"));
        files.put("/.bzr/branch-format", text("Bazaar-NG meta directory, format 1\n"));
        files.put("/CVS/Root", text(":pserver:anonymous@cvs.gallery.test:/var/cvs\n"));
        files.put("/CVS/Entries", text("/index.php/1.1/Mon Jan  1 00:00:00 2024//\nD\n"));
        files.put("/config.php.bak", text("<?php\n$db_password = 'anvil-anvil-anvil';\n"));
        files.put("/.htaccess", text("RewriteEngine On\nOptions -Indexes\nRequire all granted\n"));
        files.put("/install.php", page("Install Anvil", "<form><input name=\"db_host\"></form>"));
        files.put("/adminer.php", page("Login - Adminer", "<form></form>"));
        files.put("/phpmyadmin/", page("phpMyAdmin", "<form><input name=\"pma_username\"></form>"));
        files.put(
                "/error_log",
                text("[01-Jan-2026 03:04:05 UTC] PHP Warning:  no such row in /var/www/html/index.php on line 7\n"
                        .repeat(4)));
        files.put("/_ignition/health-check", json("{\"can_execute_commands\":true}"));
        files.put("/telescope/requests", page("Telescope", "<script>window.Telescope = {};</script>"));
        files.put("/horizon", page("Horizon", "<script>window.Horizon = {};</script>"));
        files.put("/_profiler/", page("Symfony Profiler", "<table></table>"));
        files.put("/_debugbar/open", json("[{\"id\":\"X1\",\"utime\":1767225845.1,\"uri\":\"/\"}]"));
        files.put(
                "/fpm-status",
                text("pool:                 www\nprocess manager:      dynamic\naccepted conn:        12\n"));
        host.web(site("Workshop", PHP, files))
                .finds("exposure.hg", "what a repository requires")
                .finds("exposure.bzr", "a branch's format")
                .finds("exposure.cvs", "where a working copy comes from, and its entries")
                .finds("exposure.php-source", "a copy with a password")
                .finds("exposure.htaccess", "three directives")
                .finds("exposure.installer", "a form asks for the database")
                .finds("exposure.adminer", "its login")
                .finds("exposure.phpmyadmin", "its login")
                .finds("exposure.app-log", "four lines with a path")
                .finds("exposure.ignition", "it says that commands can be run")
                .finds("exposure.telescope", "its page")
                .finds("exposure.horizon", "its page")
                .finds("exposure.profiler", "its page")
                .finds("exposure.debugbar", "a list of requests")
                .finds("exposure.php-fpm-status", "the pool's state");
    }

    private static void addDotNet(HostEntry host) {
        var files = new HashMap<String, Answer>();
        files.put(
                "/web.config",
                text(
                        "<?xml version=\"1.0\"?>\n<configuration>\n  <appSettings/>\n  <system.web/>\n</configuration>\n"));
        files.put(
                "/appsettings.json", json("{\"ConnectionStrings\":{\"Shop\":\"Server=db;Integrated Security=true\"}}"));
        files.put("/elmah.axd", page("Error Log for ROOT", "<p>Powered by ELMAH, version 1.2</p>"));
        files.put("/trace.axd", page("Trace", "<h1>Application Trace</h1><p>Physical Directory: C:\\inetpub</p>"));
        files.put("/server-status", page("Apache Status", "<h1>Apache Server Status for office.gallery.test</h1>"));
        files.put("/cgi-bin/printenv", text("DOCUMENT_ROOT=/var/www\nSERVER_SOFTWARE=Apache\n"));
        files.put(
                "/crossdomain.xml",
                text(
                        "<?xml version=\"1.0\"?>\n<cross-domain-policy><allow-access-from domain=\"*\"/></cross-domain-policy>\n"));
        files.put("/graphql", page("GraphiQL", "<div id=\"graphiql\"></div><script>GraphiQL.createFetcher()</script>"));
        files.put("/api/graphql", page("Playground", "<script>GraphQLPlayground.init()</script>"));
        files.put("/.gitlab-ci.yml", text("stages:\n  - build\nbuild:\n  stage: build\n  script:\n    - make\n"));
        files.put(
                "/.idea/workspace.xml",
                text(
                        "<?xml version=\"1.0\"?>\n<project version=\"4\">\n  <component name=\"ChangeListManager\"/>\n</project>\n"));
        files.put("/.vscode/sftp.json", json("{\"host\":\"files.gallery.test\",\"privateKeyPath\":\"~/.ssh/id\"}"));
        host.web(site("Office", "", files))
                .finds("exposure.web-config", "a configuration")
                .finds("exposure.appsettings", "connection strings")
                .finds("exposure.elmah", "a log of errors")
                .finds("exposure.trace-axd", "a trace")
                .finds("exposure.apache-status", "the server's state")
                .finds("exposure.cgi-test", "the server's environment")
                .finds("exposure.crossdomain", "for everybody")
                .finds("exposure.graphiql", "a console")
                .finds("exposure.playground", "another console")
                .finds("exposure.ci", "a recipe")
                .finds("exposure.idea", "a project")
                .finds("exposure.vscode", "a server to upload to");
    }

    private static void addCredentials(HostEntry host) {
        var files = new HashMap<String, Answer>();
        files.put("/.pypirc", text("[pypi]\nusername = __token__\npassword = anvil-anvil-anvil\n"));
        files.put("/.netrc", text("machine git.gallery.test login wile password anvil-anvil-anvil\n"));
        files.put(
                "/.docker/config.json",
                json("{\"auths\":{\"registry.gallery.test\":{\"auth\":\"d2lsZTphbnZpbA==\"}}}"));
        files.put(
                "/.kube/config", text("apiVersion: v1\nkind: Config\nusers:\n- user:\n    token: anvil-anvil-anvil\n"));
        files.put("/service-account.json", json("{\"type\":\"service_account\",\"private_key\":\"made up\"}"));
        files.put(
                "/terraform.tfstate",
                json("{\"version\":4,\"terraform_version\":\"1.5.0\",\"resources\":[{\"type\":\"null_resource\"}]}"));
        host.web(site("Drawer", "", files))
                .finds("exposure.pypirc", "a password")
                .finds("exposure.netrc", "a login")
                .finds("exposure.docker-cfg", "a login for a registry")
                .finds("exposure.kubeconfig", "a token")
                .finds("exposure.gcp-key", "a service's key")
                .finds("exposure.terraform-state", "resources");
    }

    private static void addPhpTraps(HostEntry host) {
        var files = new HashMap<String, Answer>();
        files.put("/config.php.bak", text("<?php\n$debug = false;\n"));
        files.put("/install.php", page("Install Anvil", "<p>Anvil is already installed.</p><input name=\"db_host\">"));
        files.put("/telescope/requests", page("Of stars", "<p>Telescope, a short history.</p>"));
        files.put("/horizon", page("Horizon", "<p>The line where the sky begins.</p>"));
        files.put("/_profiler/", page("Profiler", "<p>Ours is Symfony Profiler.</p>"));
        files.put("/_debugbar/open", json("[]"));
        files.put("/_ignition/health-check", json("{\"status\":404}"));
        host.web(site("Showroom", PHP, files))
                .trap("exposure.php-source", "a copy without a password")
                .trap("exposure.installer", "it says that all is installed")
                .trap("exposure.telescope", "an article")
                .trap("exposure.horizon", "an article")
                .trap("exposure.profiler", "a page that speaks of it")
                .trap("exposure.debugbar", "no requests")
                .trap("exposure.ignition", "it says nothing of commands");
    }

    private static void addTraps(HostEntry host) {
        var files = new HashMap<String, Answer>();
        files.put("/.hg/requires", text("store\n"));
        files.put("/CVS/Root", text(":pserver:anonymous@cvs.gallery.test:/var/cvs\n"));
        files.put("/.htaccess", text("Require all granted\n"));
        files.put("/adminer.php", page("Adminer and its friends", "<p>An article.</p>"));
        files.put("/phpmyadmin/", page("phpMyAdmin", "<p>We have moved it.</p>"));
        files.put("/error_log", text("Nothing was wrong today.\n".repeat(4)));
        files.put("/fpm-status", text("pong"));
        files.put("/web.config", text("<configuration></configuration>"));
        files.put("/appsettings.json", json("{\"Logging\":{\"Level\":\"Warning\"}}"));
        files.put("/elmah.axd", page("ELMAH", "<p>What it is.</p>"));
        files.put("/server-status", Answer.html(403, Sites.html("Forbidden", "<p>Not from here.</p>")));
        files.put("/crossdomain.xml", text("<allow-access-from domain=\"*.gallery.test\"/>"));
        files.put("/graphql", page("GraphQL", "<p>Our graphiql is behind the login.</p>"));
        files.put("/.gitlab-ci.yml", text("We build in stages: first one, then the other.\n"));
        files.put("/.idea/workspace.xml", text("<project/>"));
        files.put("/.vscode/sftp.json", json("{\"host\":\"files.gallery.test\"}"));
        files.put("/.pypirc", text("[pypi]\npassword = ${PASSWORD}\n"));
        files.put("/.netrc", text("machine git.gallery.test login wile\n"));
        files.put("/.docker/config.json", json("{\"auths\":{\"registry.gallery.test\":{}}}"));
        files.put("/service-account.json", json("{\"type\":\"authorized_user\",\"client_id\":\"1\"}"));
        files.put("/terraform.tfstate", json("{\"resources\":[{\"type\":\"null_resource\"}]}"));
        host.web(site("Showcase", "", files))
                .finds("exposure.protected", "refused, where others are absent")
                .trap("exposure.hg", "one word of several")
                .trap("exposure.cvs", "no entries")
                .trap("exposure.htaccess", "one line of several")
                .trap("exposure.adminer", "an article")
                .trap("exposure.phpmyadmin", "no login")
                .trap("exposure.app-log", "no log")
                .trap("exposure.php-fpm-status", "a mere sign of life")
                .trap("exposure.web-config", "nothing is configured")
                .trap("exposure.appsettings", "no connection strings")
                .trap("exposure.elmah", "an article")
                .trap("exposure.apache-status", "not for strangers")
                .trap("exposure.crossdomain", "for its own hosts alone")
                .trap("exposure.graphiql", "a page that speaks of it")
                .trap("exposure.ci", "prose")
                .trap("exposure.idea", "an empty project")
                .trap("exposure.vscode", "neither a password nor a key")
                .trap("exposure.pypirc", "a place for a password")
                .trap("exposure.netrc", "no password")
                .trap("exposure.docker-cfg", "no login")
                .trap("exposure.gcp-key", "a person's, without a key")
                .trap("exposure.terraform-state", "of no version");
    }

    /// A page at `/`, files elsewhere, and a clean 404 for the rest.
    private static Site site(String title, String body, Map<String, Answer> files) {
        var home = Sites.page(title, "<p>Pictures.</p>" + body);
        return Sites.careful(request -> {
            var file = files.get(request.path());
            return file == null ? home.answer(request) : file;
        });
    }

    private static Answer text(String content) {
        return Answer.text(200, TEXT, content);
    }

    private static Answer json(String content) {
        return Answer.text(200, JSON, content);
    }

    private static Answer page(String title, String body) {
        return Answer.html(200, Sites.html(title, body));
    }
}
