package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Map;

/// Files as they are, one and more for each check. The secrets are made up.
final class FoundFiles {

    /// @param expected check without its first word, and severity
    record Case(String expected, Map<String, HttpAnswer> files) {

        Answers in(Answers answers) {
            files.forEach(answers::path);
            return answers;
        }

        @Override
        public String toString() {
            return expected + " " + files.keySet();
        }
    }

    private static final String KEY =
            "-----BEGIN %sPRIVATE KEY-----\n%sMIIE********************\n****\n-----END %1$sPRIVATE KEY-----\n";

    private static final String QUERY = "?query=%7B__schema%7BqueryType%7Bname%7D%7D%7D";

    static final List<Case> ALL = List.of(
            text("dotenv critical", "/.env", "APP_ENV=production\nAPP_KEY=base64:bm90LWE=\nDB_PASSWORD=******\n"),
            text("dotenv critical", "/backend/.env", "# ours\nexport DB_HOST=db\nexport JWT_SECRET='*******'\n"),
            text("dotenv medium", "/.env.old", "APP_ENV=production\nDB_HOST=db\nDB_PASSWORD=changeme\nAPP_KEY=\n"),
            text("dotenv info", "/.env.example", "APP_ENV=local\nDB_PASSWORD=really-secret\n"),
            text("git high", "/.git/HEAD", "ref: refs/heads/main\n"),
            two(
                    "git high",
                    "/.git/HEAD",
                    "ref: refs/heads/main\n",
                    "/.git/config",
                    "[core]\n\trepositoryformatversion = 0\n"),
            two(
                    "git critical",
                    "/.git/HEAD",
                    "0123456789abcdef0123456789abcdef01234567\n",
                    "/.git/config",
                    "[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = https://bot:*****@git.example/a\n"),
            file("svn high", "/.svn/wc.db", "sqlite"),
            text("svn high", "/.svn/entries", "10\n\ndir\n4711\nsvn://svn.example/site\n"),
            text("hg high", "/.hg/requires", "dotencode\nfncache\ngeneraldelta\nrevlogv1\nstore\n"),
            text("bzr high", "/.bzr/branch-format", "Bazaar-NG meta directory, format 1\n"),
            two(
                    "cvs medium",
                    "/CVS/Root",
                    ":pserver:anon@cvs.example:/home/cvs\n",
                    "/CVS/Entries",
                    "/index.php/1.4/Mon Jan  1//\nD\n"),
            file("ds-store low", "/.DS_Store", "ds_store", "images", "index.html"),
            file("ds-store medium", "/.DS_Store", "ds_store", "images", "dump-2026.sql"),
            text(
                    "idea low",
                    "/.idea/workspace.xml",
                    "<?xml version=\"1.0\"?><project version=\"4\"><component name=\"X\"/></project>"),
            text("vscode critical", "/.vscode/sftp.json", "{\"host\":\"ftp.example\",\"password\":\"*******\"}"),
            text("vscode low", "/sftp-config.json", "{\"host\":\"ftp.example\",\"privateKeyPath\":\"~/.ssh/id\"}"),
            text("wp-config critical", "/wp-config.php.bak", "<?php\ndefine('DB_PASSWORD', '*****');\n"),
            text("wp-config critical", "/wp-config.php", "<?php\ndefine( 'DB_PASSWORD', '*****' );\n"),
            file("wp-config critical", "/.wp-config.php.swp", "vim_swap", "<?php", "DB_PASSWORD", "DB_"),
            text("php-source high", "/config.php.bak", "<?php\n$password = '****';\n"),
            text("php-source high", "/settings.php.bak", "\n<?php return ['db' => ['password' => '****']];\n"),
            text("htaccess low", "/.htaccess", "RewriteEngine On\nRewriteRule ^a$ b [L]\n"),
            text("web-config medium", "/web.config", "<configuration><appSettings/></configuration>"),
            text(
                    "web-config critical",
                    "/web.config",
                    "<configuration><connectionStrings><add connectionString=\"Server=db;Password=*****;\"/></connectionStrings></configuration>"),
            text("appsettings medium", "/appsettings.json", "{\"ConnectionStrings\":{\"Db\":\"Server=db\"}}"),
            text(
                    "appsettings critical",
                    "/appsettings.Production.json",
                    "{\"ConnectionStrings\":{\"Db\":\"Server=db;Password=*****;\"}}"),
            text("private-key critical", "/server.key", KEY.formatted("", "")),
            text("private-key critical", "/www.acme.test.key", KEY.formatted("RSA ", "")),
            text("private-key critical", "/.ssh/id_ed25519", KEY.formatted("OPENSSH ", "")),
            text("private-key high", "/key.pem", KEY.formatted("ENCRYPTED ", "")),
            text(
                    "private-key high",
                    "/id_rsa",
                    KEY.formatted("RSA ", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n")),
            text(
                    "htpasswd critical",
                    "/.htpasswd",
                    "anna:$apr1$****************\nbert:{SHA}********\ncarl:ab***********\n"),
            text(
                    "aws-credentials critical",
                    "/.aws/credentials",
                    "[default]\naws_access_key_id = AKIA************AB\naws_secret_access_key = ****\n"
                            .replace("************AB", "**************AB")),
            text("aws-credentials low", "/.aws/config", "[default]\nregion = eu-west-1\noutput = json\n"),
            text("npmrc critical", "/.npmrc", "//registry.npmjs.org/:_authToken=npm_****************\n"),
            text(
                    "npmrc info",
                    "/.npmrc",
                    "registry=https://registry.npmjs.org/\n//r.example/:_authToken=${NPM_TOKEN}\n"),
            text("pypirc critical", "/.pypirc", "[pypi]\nusername = __token__\npassword = pypi-*****\n"),
            text("netrc critical", "/.netrc", "machine git.example\nlogin anna\npassword *****\n"),
            text("docker-cfg critical", "/.docker/config.json", "{\"auths\":{\"r.example\":{\"auth\":\"****\"}}}"),
            text(
                    "docker-cfg critical",
                    "/.dockercfg",
                    "{\"https://r.example/v1/\":{\"auth\":\"****\",\"email\":\"\"}}"),
            text("git-credentials critical", "/.git-credentials", "https://anna:*****@git.example\n"),
            text(
                    "kubeconfig critical",
                    "/.kube/config",
                    "apiVersion: v1\nkind: Config\nusers:\n- user:\n    client-key-data: ****\n"),
            text(
                    "gcp-key critical",
                    "/service-account.json",
                    "{\"type\":\"service_account\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\nMIIE***\"}"),
            text(
                    "terraform-state high",
                    "/terraform.tfstate",
                    "{\"version\":4,\"terraform_version\":\"1.5.0\",\"resources\":[]}"),
            file("backup-archive high", "/backup.zip", "zip", "site/index.php"),
            file("backup-archive critical", "/www.tar.gz", "tgz", "site/index.php", "site/db/dump.sql"),
            file("backup-archive critical", "/acme.zip", "zip", "wp-config.php"),
            file("backup-archive high", "/backup.7z", "7z"),
            file("backup-archive high", "/backup.rar", "rar"),
            text(
                    "db-dump critical",
                    "/dump.sql",
                    "-- MySQL dump 10.13\nCREATE TABLE `a` (b int);\nINSERT INTO `a` VALUES (…)\n"),
            text(
                    "db-dump critical",
                    "/www.sql",
                    "-- PostgreSQL database dump\nCREATE TABLE a (b int);\nCOPY public.a (b) FROM stdin;\n…"),
            text("db-dump medium", "/db.sql", "-- MariaDB dump 10.19\nCREATE TABLE `a` (b int);\n"),
            file("db-dump critical", "/database.sqlite", "sqlite"),
            file("db-dump critical", "/backup.sql.gz", "sql.gz", "-- MySQL dump", "INSERT INTO"),
            file("db-dump critical", "/backup.sql", "pgdump"),
            page("phpinfo medium", "/info.php", "<title>PHP 8.2.1 - phpinfo()</title>"),
            page(
                    "phpinfo high",
                    "/phpinfo.php",
                    "<title>phpinfo()</title><tr><td class=\"e\">DB_PASSWORD </td><td class=\"v\">****</td></tr>"),
            page("apache-status medium", "/server-status", "<h1>Apache Server Status for www.acme.test</h1>"),
            text("apache-status medium", "/server-status", "Total Accesses: 4\nScoreboard: W__\n"),
            text(
                    "nginx-status low",
                    "/nginx_status",
                    "Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0\n"),
            text(
                    "php-fpm-status low",
                    "/status",
                    "pool:                 www\nprocess manager:      dynamic\naccepted conn:        12\n"),
            text("cgi-test medium", "/cgi-bin/printenv", "DOCUMENT_ROOT=\"/var/www\"\nSERVER_SOFTWARE=\"Apache\"\n"),
            json(
                    "spring-actuator high",
                    "/actuator",
                    "{\"_links\":{\"self\":{\"href\":\"h\"},\"env\":{\"href\":\"h\"}}}"),
            json(
                    "spring-actuator info",
                    "/actuator",
                    "{\"_links\":{\"self\":{\"href\":\"h\"},\"health\":{\"href\":\"h\"}}}"),
            json("spring-actuator info", "/actuator/health", "{\"status\":\"UP\"}"),
            json(
                    "spring-actuator high",
                    "/env",
                    "{\"activeProfiles\":[],\"propertySources\":[{\"name\":\"systemProperties\"}]}"),
            new Case(
                    "spring-actuator critical",
                    Map.of(
                            "/actuator",
                            Answers.answer(200, "application/json", "{\"_links\":{\"self\":{\"href\":\"h\"}}}"),
                            "/actuator/heapdump",
                            Answers.answer(200, "application/octet-stream", "", "Content-Length: 90000000"))),
            json(
                    "jolokia high",
                    "/jolokia/version",
                    "{\"value\":{\"agent\":\"1.7.1\",\"protocol\":\"7.2\"},\"status\":200}"),
            json(
                    "swagger info",
                    "/v3/api-docs",
                    "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"Anvils\"},\"paths\":{}}"),
            json(
                    "swagger info",
                    "/swagger.json",
                    "{\"swagger\":\"2.0\",\"info\":{\"title\":\"Anvils\"},\"paths\":{\"/a\":{"),
            page("swagger info", "/swagger-ui.html", "<script>const ui = SwaggerUIBundle({})</script>"),
            json(
                    "graphql-introspection low",
                    "/graphql" + QUERY,
                    "{\"data\":{\"__schema\":{\"queryType\":{\"name\":\"Query\"}}}}"),
            page("graphiql info", "/graphql", "<div id=\"graphiql\"></div><script>GraphiQL.createFetcher()</script>"),
            page("playground info", "/api/graphql", "<script>GraphQLPlayground.init()</script>"),
            text("docker-compose low", "/docker-compose.yml", "services:\n  web:\n    image: nginx\n"),
            text(
                    "docker-compose medium",
                    "/compose.yml",
                    "services:\n  db:\n    image: mysql\n    environment:\n      MYSQL_ROOT_PASSWORD: ******\n"),
            text("dockerfile low", "/Dockerfile", "# ours\nARG V=1\nFROM debian:12\nRUN true\n"),
            text("ci low", "/.gitlab-ci.yml", "stages:\n  - test\ntest:\n  script:\n    - make\n"),
            text("ci low", "/Jenkinsfile", "pipeline {\n  stages { stage('a') { steps { sh 'make' } } }\n}\n"),
            text("manifest info", "/composer.json", "{\"require\":{\"php\":\">=8\"}}"),
            text("manifest low", "/composer.lock", "{\"packages\":[{\"name\":\"a/b\",\"version\":\"1.0\"}]}"),
            text("manifest info", "/package.json", "{\"name\":\"site\",\"scripts\":{}}"),
            text("manifest low", "/package-lock.json", "{\"name\":\"site\",\"lockfileVersion\":3}"),
            text("manifest low", "/yarn.lock", "# THIS IS AN AUTOGENERATED FILE\n# yarn lockfile v1\n"),
            text("manifest low", "/Gemfile.lock", "GEM\n  remote: https://rubygems.org/\n  specs:\n    rails (7.0)\n"),
            text("manifest low", "/requirements.txt", "django==4.2\nflask>=2.0\n"),
            text("manifest info", "/go.mod", "module acme.test/site\n\ngo 1.22\n"),
            text(
                    "crossdomain info",
                    "/crossdomain.xml",
                    "<cross-domain-policy><allow-access-from domain=\"*\"/></cross-domain-policy>"),
            text(
                    "laravel-log medium",
                    "/storage/logs/laravel.log",
                    "[2026-01-01 10:00:00] production.ERROR: x at /var/www/a.php\n".repeat(3)),
            text(
                    "app-log high",
                    "/wp-content/debug.log",
                    "[01-Jan-2026 10:00:00 UTC] PHP Warning: x in /var/www/a.php password=********\n".repeat(3)),
            text("app-log medium", "/npm-debug.log", "0 info it worked\n1 verbose cli\n2 info using npm\n"),
            page("elmah high", "/elmah.axd", "<h1>Error Log for ROOT</h1><a>ELMAH</a>"),
            page("trace-axd medium", "/trace.axd", "<h1>Application Trace</h1>Physical Directory:C:\\x"),
            page("telescope high", "/telescope/requests", "<title>Telescope - Acme</title>"),
            page("horizon high", "/horizon", "<title>Horizon</title><script>window.Horizon = {}</script>"),
            page("profiler high", "/_profiler/", "<title>Symfony Profiler</title>"),
            json("debugbar high", "/_debugbar/open", "[{\"datetime\":\"x\",\"utime\":1.2}]"),
            json("ignition high", "/_ignition/health-check", "{\"can_execute_commands\":true}"),
            page("adminer low", "/adminer.php", "<title>Login - Adminer</title>"),
            page("phpmyadmin low", "/pma/", "<title>phpMyAdmin</title><input name=\"pma_username\">"),
            page(
                    "installer critical",
                    "/wp-admin/install.php",
                    "<title>WordPress</title><input name=\"weblog_title\">"),
            page("installer critical", "/setup.php", "<title>Setup</title><input name=\"db_host\">"));

    private FoundFiles() {}

    private static Case text(String expected, String path, String body) {
        return new Case(expected, Map.of(path, Answers.answer(200, "application/octet-stream", body)));
    }

    private static Case json(String expected, String path, String body) {
        return new Case(expected, Map.of(path, Answers.answer(200, "application/json", body)));
    }

    private static Case page(String expected, String path, String body) {
        return new Case(
                expected,
                Map.of(
                        path,
                        Answers.answer(200, "text/html", "<!DOCTYPE html><html><head>" + body + "</body></html>")));
    }

    private static Case file(String expected, String path, String kind, String... names) {
        return new Case(expected, Map.of(path, Answers.file(kind, names)));
    }

    private static Case two(String expected, String path, String body, String other, String otherBody) {
        return new Case(
                expected,
                Map.of(
                        path,
                        Answers.answer(200, "text/plain", body),
                        other,
                        Answers.answer(200, "text/plain", otherBody)));
    }
}
