// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each line of a table is `text ⇒ name, value`, or `text ⇒ -` where nothing is assigned; `⏎` is a line feed and `⇥` a
/// tab. Each keyword is tried at each place where it stands; with `-`, none may find anything.
class AssignmentParserTest {

    static final List<String> KEYWORDS = List.of(
            "passwd",
            "password",
            "passphrase",
            "token",
            "secret",
            "api_key",
            "apikey",
            "identified",
            "requirepass",
            "storepass",
            "curl",
            "mysql",
            "sshpass",
            "redis-cli",
            "docker",
            "smbclient",
            "://",
            "pwd",
            "pass");

    @ParameterizedTest
    @ValueSource(strings = {"""
                DB_PASSWORD=hunter2 ⇒ DB_PASSWORD, hunter2
                export DB_PASSWORD=hunter2 ⇒ DB_PASSWORD, hunter2
                export DB_PASSWORD="hunter 2" ⇒ DB_PASSWORD, hunter 2
                PASSWORD='a"b' ⇒ PASSWORD, a"b
                # PASSWORD=hunter2 ⇒ PASSWORD, hunter2
                :password: hunter2 ⇒ password, hunter2
                a ? b :password: hunter2 ⇒ -
                A=1 PASSWORD=hunter2 make all ⇒ PASSWORD, hunter2
                PASSWORD=hunter2; make ⇒ PASSWORD, hunter2
                PASSWORD=hunter2&&make ⇒ PASSWORD, hunter2
                PASSWORD=aB;c,d=e ⇒ PASSWORD, aB;c,d=e
                ENV DB_PASSWORD hunter2 ⇒ DB_PASSWORD, hunter2
                ENV DB_PASSWORD=hunter2 ⇒ DB_PASSWORD, hunter2
                ARG API_TOKEN=abc123 ⇒ API_TOKEN, abc123
                set DB_PASSWORD=hunter2 ⇒ DB_PASSWORD, hunter2
                docker run -e DB_PASSWORD=hunter2 postgres ⇒ DB_PASSWORD, hunter2
                PASSWORD="${VAULT_PW}" ⇒ PASSWORD, ${VAULT_PW}
                PASSWORD=${DB_PW:-hunter2} ⇒ PASSWORD, hunter2
                PASSWORD="${DB_PW:-hunter2}" ⇒ PASSWORD, hunter2
                psql ${PGPASSWORD:-hunter2} ⇒ PGPASSWORD, hunter2
                : ${PASSWORD:?not set} ⇒ -
                PASSWORD=$(cat /run/pw) ⇒ PASSWORD, $(cat /run/pw)
                PASSWORD ?= hunter2 ⇒ PASSWORD, hunter2
                PASSWORD=$VAULT_PW ⇒ -
                PASSWORD= ⇒ -
                PASSWORD="" ⇒ -
                read -s PASSWORD ⇒ -
                echo $PASSWORD ⇒ -
                if [ -z "$PASSWORD" ]; then ⇒ -
                unset PASSWORD ⇒ -
                """, """
                password: hunter2 ⇒ password, hunter2
                password: "hunter2" ⇒ password, hunter2
                password: 'hunter''2' ⇒ password, hunter''2
                "password": 'hunter2' ⇒ password, hunter2
                - password: hunter2 ⇒ password, hunter2
                password: hunter2 # old ⇒ password, hunter2
                password: !!str hunter2 ⇒ password, hunter2
                password: &pw hunter2 ⇒ password, hunter2
                password: |⏎  hunter2⏎next: 1 ⇒ password, hunter2
                a:⏎  password: >-⏎    hunter2⏎  next: 1 ⇒ password, hunter2
                secret: |⏎  one⏎  two⏎x: y ⇒ secret, one⏎  two
                password:⏎  hunter2⏎next: 1 ⇒ password, hunter2
                passwords:⏎- hunter2⏎- b ⇒ passwords, hunter2
                env:⏎  - name: DB_PASSWORD⏎    value: hunter2 ⇒ DB_PASSWORD, hunter2
                env:⏎  - name: DB_PASSWORD⏎    value: "hunter2" ⇒ DB_PASSWORD, hunter2
                - name: DB_PASSWORD⏎  value: |⏎    hunter2⏎- name: x ⇒ DB_PASSWORD, hunter2
                - ParameterKey: DBPassword⏎  ParameterValue: hunter2 ⇒ DBPassword, hunter2
                environment:⏎  - DB_PASSWORD=hunter2 ⇒ DB_PASSWORD, hunter2
                password: ${DB_PW:hunter2} ⇒ password, hunter2
                password: ${env:DB_PW} ⇒ password, ${env:DB_PW}
                password: {{ vault_password }} ⇒ password, {{ vault_password }}
                password: ⇒ -
                password: null ⇒ -
                password: *shared ⇒ -
                password: !Ref DatabasePassword ⇒ -
                password: !vault |⏎  $ANSIBLE ⇒ -
                password:⏎  valueFrom: x ⇒ -
                - name: DB_PASSWORD⏎  valueFrom:⏎    secretKeyRef:⏎      name: x ⇒ -
                - name: DB_PASSWORD⏎- name: OTHER⏎  value: x ⇒ -
                """, """
                {"password": "hunter2"} ⇒ password, hunter2
                {"password":"hunter2","x":1} ⇒ password, hunter2
                {"password" : "a\\"b"} ⇒ password, a\\"b
                "{\\"password\\": \\"hunter2\\"}" ⇒ password, hunter2
                "{\\\\\\"password\\\\\\": \\\\\\"hunter2\\\\\\"}" ⇒ password, hunter2
                {"name":"DB_PASSWORD","value":"hunter2"} ⇒ DB_PASSWORD, hunter2
                {"name": "DB_PASSWORD",⏎ "value": "hunter2"} ⇒ DB_PASSWORD, hunter2
                {"Key": "password", "Value": "hunter2"} ⇒ password, hunter2
                {"tokens": ["abc123", "def"]} ⇒ tokens, abc123
                {"password": null} ⇒ -
                {"password": true} ⇒ -
                {"password": {"type": "string"}} ⇒ -
                {"password": ""} ⇒ -
                ["password", "token", "x"] ⇒ -
                {"name": "password"}, {"value": "x"} ⇒ -
                {"name": "password", "type": "text"} ⇒ -
                """, """
                password = "hunter2" ⇒ password, hunter2
                password = 'hunter2' ⇒ password, hunter2
                db.password = hunter2 ⇒ db.password, hunter2
                spring.datasource.password=hunter2 ⇒ spring.datasource.password, hunter2
                spring.datasource.password = hunter2 ⇒ spring.datasource.password, hunter2
                password => hunter2 ⇒ password, hunter2
                password hunter2 ⇒ password, hunter2
                requirepass foobared ⇒ requirepass, foobared
                [db]⏎password=hunter2 ⇒ password, hunter2
                ; password = hunter2 ⇒ password, hunter2
                //registry.npmjs.org/:_authToken=abc123 ⇒ _authToken, abc123
                variable "db_password" {⏎  type = string⏎  default = "hunter2"⏎} ⇒ db_password, hunter2
                user = { password = "hunter2" } ⇒ password, hunter2
                set { name = "db.password", value = "hunter2" } ⇒ db.password, hunter2
                password = var.db_password ⇒ password, var.db_password
                password = data.aws_secret["x"].value ⇒ -
                password = file("pw.txt") ⇒ -
                password reset is not possible ⇒ -
                [password] ⇒ -
                """, """
                <password>hunter2</password> ⇒ password, hunter2
                <ns:password type="x"> hunter2 </ns:password> ⇒ password, hunter2
                <password><![CDATA[hunter2]]></password> ⇒ password, hunter2
                <property name="password" value="hunter2"/> ⇒ password, hunter2
                <property name="password"><value>hunter2</value></property> ⇒ password, hunter2
                <add key="Password" value="hunter2" /> ⇒ Password, hunter2
                <string name="api_token">abc123</string> ⇒ api_token, abc123
                <key>Password</key>⏎<string>hunter2</string> ⇒ Password, hunter2
                <user name="x" password="hunter2"/> ⇒ password, hunter2
                <add connectionString="Server=x;Password=hunter2;Y=z"/> ⇒ Password, hunter2
                <password/> ⇒ -
                <password></password> ⇒ -
                <password>⏎<x>y</x></password> ⇒ -
                <input type="password" id="x"> ⇒ -
                <label for="password">Enter it</label> ⇒ -
                <property name="password"/><property value="x"/> ⇒ -
                """, """
                String password = "hunter2"; ⇒ password, hunter2
                private static final String DB_PASSWORD = "hunter2"; ⇒ DB_PASSWORD, hunter2
                this.password = "hunter2"; ⇒ this.password, hunter2
                config.setPassword("hunter2"); ⇒ config.setPassword, hunter2
                .password("hunter2") ⇒ password, hunter2
                .withToken( "abc123" ) ⇒ withToken, abc123
                map.put("password", "hunter2"); ⇒ password, hunter2
                System.getProperty("password", "hunter2") ⇒ password, hunter2
                env.getOrDefault("DB_PASSWORD", "hunter2") ⇒ DB_PASSWORD, hunter2
                if ("x".equals(y) && password.equals("hunter2")) ⇒ password, hunter2
                if (password == "hunter2") ⇒ password, hunter2
                new User().password("hunter2".toCharArray()) ⇒ password, hunter2
                String password = "abc" + suffix; ⇒ password, abc
                @Value("${db.password:hunter2}") ⇒ db.password, hunter2
                @Value("${db.password}") ⇒ -
                String password = getPassword(); ⇒ -
                this.password = password; ⇒ -
                String password = config.get("db.password"); ⇒ -
                config.getPassword("prompt") ⇒ -
                password.startsWith("hunter") ⇒ -
                log.info("password {}", "x") ⇒ -
                assertThat(password).isEqualTo(x) ⇒ -
                char[] password = null; ⇒ -
                """, """
                val password = "hunter2" ⇒ password, hunter2
                val password: String = "hunter2" ⇒ password, hunter2
                mapOf("password" to "hunter2") ⇒ password, hunter2
                Map("password" -> "hunter2") ⇒ password, hunter2
                var password = @"hunter2"; ⇒ password, hunter2
                public string Password { get; set; } = "hunter2"; ⇒ -
                password := "hunter2" ⇒ password, hunter2
                var password string = "hunter2" ⇒ password, hunter2
                const password = "hunter2" ⇒ password, hunter2
                Password: []byte("hunter2"), ⇒ Password, hunter2
                let password: &str = "hunter2"; ⇒ password, hunter2
                let password = String::from("hunter2"); ⇒ password, hunter2
                const TOKEN: &'static str = r#"abc"123"#; ⇒ TOKEN, abc"123
                let password: String? = "hunter2" ⇒ password, hunter2
                .unwrap_or(token) ⇒ -
                password := os.Getenv("X") ⇒ -
                password := viper.GetString("password") ⇒ -
                func password() string { ⇒ -
                let password: String = env::var("X") ⇒ -
                Password string `json:"password"` ⇒ -
                """, """
                const password = 'hunter2'; ⇒ password, hunter2
                const password = `hunter2`; ⇒ password, hunter2
                { password: 'hunter2', } ⇒ password, hunter2
                { 'password': 'hunter2' } ⇒ password, hunter2
                password?: string = "hunter2" ⇒ password, hunter2
                password: process.env.DB_PW || 'hunter2', ⇒ password, hunter2
                const p = process.env.DB_PASSWORD || "hunter2" ⇒ process.env.DB_PASSWORD, hunter2
                const p = process.env.DB_PASSWORD ?? "hunter2" ⇒ process.env.DB_PASSWORD, hunter2
                config["password"] = "hunter2" ⇒ password, hunter2
                if (password === 'hunter2') { ⇒ password, hunter2
                token ||= "abc123" ⇒ token, abc123
                headers.set('X-Auth-Token', 'abc123') ⇒ X-Auth-Token, abc123
                const password = req.body.password; ⇒ -
                const { password } = req.body; ⇒ -
                { password: password } ⇒ -
                { password: hash(password) } ⇒ -
                { username, password, token } ⇒ -
                function f(password) { ⇒ -
                password?: string; ⇒ -
                x.token = security.authorize({ ⇒ -
                const token = await getToken('x') ⇒ -
                """, """
                password = "hunter2" ⇒ password, hunter2
                password: str = "hunter2" ⇒ password, hunter2
                connect(user="x", password="hunter2") ⇒ password, hunter2
                PASSWORD = b'hunter2' ⇒ PASSWORD, hunter2
                password = ('hunter2') ⇒ password, hunter2
                password = (⏎    "hunter2"⏎) ⇒ password, hunter2
                password = ""\"hunter2""\" ⇒ password, hunter2
                os.environ["DB_PASSWORD"] = "hunter2" ⇒ DB_PASSWORD, hunter2
                os.environ.get("DB_PASSWORD", "hunter2") ⇒ DB_PASSWORD, hunter2
                os.getenv("DB_PASSWORD", "hunter2") ⇒ DB_PASSWORD, hunter2
                if password != "hunter2": ⇒ password, hunter2
                ("password", "hunter2") ⇒ password, hunter2
                password = os.environ["DB_PW"] ⇒ -
                self.password = password ⇒ -
                connect(user=user, password=password) ⇒ -
                def login(user, password): ⇒ -
                if password: ⇒ -
                password = getpass.getpass() ⇒ -
                password = None ⇒ -
                print("password", x) ⇒ -
                """, """
                password: 'hunter2' ⇒ password, hunter2
                :password => 'hunter2' ⇒ password, hunter2
                config[:password] = 'hunter2' ⇒ password, hunter2
                ENV['DB_PASSWORD'] || 'hunter2' ⇒ DB_PASSWORD, hunter2
                ENV.fetch('DB_PASSWORD', 'hunter2') ⇒ DB_PASSWORD, hunter2
                password 'hunter2' ⇒ password, hunter2
                $password = 'hunter2'; ⇒ $password, hunter2
                'password' => 'hunter2', ⇒ password, hunter2
                define('DB_PASSWORD', 'hunter2'); ⇒ DB_PASSWORD, hunter2
                'password' => env('DB_PASSWORD', 'hunter2'), ⇒ DB_PASSWORD, hunter2
                $this->password = 'hunter2'; ⇒ password, hunter2
                $h->{password} = 'hunter2'; ⇒ password, hunter2
                my $password = "hunter2"; ⇒ $password, hunter2
                if ($password eq 'hunter2') ⇒ $password, hunter2
                'password' => hash($password), ⇒ -
                'password' => $password, ⇒ -
                'password' => env('DB_PW'), ⇒ -
                'x' => env('DB_PASSWORD'), 'region' => 1 ⇒ -
                $password = $_POST['password']; ⇒ -
                $this->password = $password; ⇒ -
                """, """
                password <- "hunter2" ⇒ password, hunter2
                local password = "hunter2" ⇒ password, hunter2
                $password = ConvertTo-SecureString "hunter2" -AsPlainText -Force ⇒ $password, hunter2
                $password = ConvertTo-SecureString -String "hunter2" -AsPlainText ⇒ $password, hunter2
                if ($password -eq "hunter2") ⇒ $password, hunter2
                $env:DB_PASSWORD = "hunter2" ⇒ DB_PASSWORD, hunter2
                Dim password As String = "hunter2" ⇒ password, hunter2
                #define DB_PASSWORD "hunter2" ⇒ DB_PASSWORD, hunter2
                char password[] = "hunter2"; ⇒ password, hunter2
                char password[32] = "hunter2"; ⇒ password, hunter2
                if (strcmp(password, "hunter2") == 0) ⇒ password, hunter2
                CREATE USER x IDENTIFIED BY 'hunter2'; ⇒ IDENTIFIED, hunter2
                CREATE ROLE x WITH LOGIN PASSWORD 'hunter2'; ⇒ PASSWORD, hunter2
                ALTER USER x SET PASSWORD = 'hunter2' ⇒ PASSWORD, hunter2
                {password, "hunter2"} ⇒ password, hunter2
                {:password "hunter2"} ⇒ password, hunter2
                password = "hunter2"; ⇒ password, hunter2
                char password[32]; ⇒ -
                #define PASSWORD_LENGTH 32 ⇒ -
                SELECT password FROM users ⇒ -
                password VARCHAR(255) NOT NULL ⇒ -
                """, """
                --password=hunter2 ⇒ password, hunter2
                tool --password hunter2 --x ⇒ password, hunter2
                tool --password "hunter 2" ⇒ password, hunter 2
                java -Dpassword=hunter2 -jar x ⇒ Dpassword, hunter2
                keytool -storepass changeit -x ⇒ storepass, changeit
                ["--password", "hunter2"] ⇒ password, hunter2
                curl -s -u admin:hunter2 https://x ⇒ curl, hunter2
                curl --user "admin:hunter2" https://x ⇒ curl, hunter2
                mysql -u root -phunter2 db ⇒ mysql, hunter2
                sshpass -p hunter2 ssh x ⇒ sshpass, hunter2
                redis-cli -h x -a hunter2 ping ⇒ redis-cli, hunter2
                docker login -u x -p hunter2 ⇒ docker, hunter2
                smbclient //x/y -U bob%hunter2 ⇒ smbclient, hunter2
                https://x/y?token=abc123&z=1 ⇒ token, abc123
                "Server=x;Uid=y;Pwd=hun,ter2;Z=1" ⇒ Pwd, hun,ter2
                "host=x user=y password=hunter2 dbname=z" ⇒ password, hunter2
                postgres://bob:hunter2@db/x ⇒ bob, hunter2
                tool --password --x ⇒ -
                tool --password $PW ⇒ -
                mysql -u root -p db ⇒ -
                curl -u admin https://x ⇒ -
                docker ps -a ⇒ -
                redis://:hunter2@db/0 ⇒ , hunter2
                https://x.com/a:b@c ⇒ -
                https://bob@x.com ⇒ -
                """, """
                Password: hunter2 ⇒ Password, hunter2
                The default password is: hunter2 ⇒ password, hunter2
                **Password:** hunter2 ⇒ Password, hunter2
                Your password: `hunter2` ⇒ password, hunter2
                The default password is 'hunter2' ⇒ password, hunter2
                if password is "hunter2": ⇒ password, hunter2
                the password is wrong ⇒ -
                this token is 'x ⇒ -
                "the password 'x' was wrong" ⇒ -
                the password and the token are wrong ⇒ -
                password. Token ⇒ -
                passwords, tokens and keys ⇒ -
                """})
    void readsTheFormsOfLanguages(String table) {
        List<String> wrong = new ArrayList<>();
        for (String row : table.lines().toList()) {
            int arrow = row.lastIndexOf(" ⇒ ");
            String text = unfold(row.substring(0, arrow));
            String expected = unfold(row.substring(arrow + 3));
            String actual = read(text, expected.equals("-") ? null : expected.substring(0, expected.indexOf(", ")));
            if (!actual.equals(expected)) wrong.add(row + "   was " + actual);
        }
        assertThat(wrong).isEmpty();
    }

    private static String unfold(String row) {
        return row.replace('⏎', '\n').replace('⇥', '\t');
    }

    private static String read(String text, @Nullable String name) {
        String lower = text.toLowerCase(Locale.ROOT);
        String seen = "-";
        for (String keyword : KEYWORDS) {
            for (int at = lower.indexOf(keyword); at >= 0; at = lower.indexOf(keyword, at + 1)) {
                String found = read(text, at, at + keyword.length());
                if (name != null && found.startsWith(name + ", ")) return found;
                if (!found.equals("-")) seen = found;
            }
        }
        return seen;
    }

    static String read(String text, int from, int to) {
        byte[] bytes = text.getBytes(UTF_8);
        int start = text.substring(0, from).getBytes(UTF_8).length;
        int end = text.substring(0, to).getBytes(UTF_8).length;
        Assignment found = AssignmentParser.at(bytes, start, end, bytes.length);
        if (found == null) return "-";
        return new String(bytes, found.nameStart(), found.nameEnd() - found.nameStart(), UTF_8) + ", "
                + new String(bytes, found.valueStart(), found.valueEnd() - found.valueStart(), UTF_8);
    }

    @Test
    void saysHowItIsWritten() {
        assertThat(form("password = \"hunter2\"")).isEqualTo(Form.QUOTED);
        assertThat(form("PASSWORD=hunter2")).isEqualTo(Form.BARE);
        assertThat(form("password: hunter2 it was")).isEqualTo(Form.WORD);
        assertThat(form("PASSWORD 'hunter2'")).isEqualTo(Form.SPACED);
        assertThat(form("ENV PASSWORD hunter2")).isEqualTo(Form.DIRECTIVE);
        assertThat(form("password: |\n  hunter2\n")).isEqualTo(Form.BLOCK);
        assertThat(form("<password>hunter2</password>")).isEqualTo(Form.TAG);
        assertThat(form("<x password='hunter2'/>")).isEqualTo(Form.ATTRIBUTE);
        assertThat(form("x --password hunter2")).isEqualTo(Form.ARGUMENT);
        assertThat(form("setPassword(\"hunter2\")")).isEqualTo(Form.CALL);
        assertThat(form("put(\"password\", \"hunter2\")")).isEqualTo(Form.ENTRY);
        assertThat(form("- name: password\n  value: hunter2")).isEqualTo(Form.PAIR);
        assertThat(form("password == 'hunter2'")).isEqualTo(Form.COMPARED);
        assertThat(form("password || 'hunter2'")).isEqualTo(Form.DEFAULT);
    }

    private static @Nullable Form form(String text) {
        int at = text.toLowerCase(Locale.ROOT).indexOf("password");
        byte[] bytes = text.getBytes(UTF_8);
        Assignment found = AssignmentParser.at(bytes, at, at + 8, bytes.length);
        return found == null ? null : found.form();
    }
}
