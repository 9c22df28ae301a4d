package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundedSocketTest {

    static Method[] methodsOfSockets() {
        return Arrays.stream(Socket.class.getMethods())
                .filter(method -> method.getDeclaringClass().equals(Socket.class))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toArray(Method[]::new);
    }

    /// What is left to the superclass opens a socket beside the real one, which stays open until memory runs short.
    @ParameterizedTest
    @MethodSource("methodsOfSockets")
    void nothingIsLeftToTheSuperclass(Method method) throws Exception {
        assertThat(BoundedSocket.class.getMethod(method.getName(), method.getParameterTypes()))
                .extracting(Method::getDeclaringClass)
                .isEqualTo(BoundedSocket.class);
    }
}
