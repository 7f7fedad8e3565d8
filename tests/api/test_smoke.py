def test_smoke(alice):
    print(alice("POST", "projects/harbour/outlets", {"name": "The Quay"}, 201))
    r = alice.send("GET", "projects/harbour/outlets")
    print(r.headers, r.content)
    r = alice.send("GET", "projects/harbour/outlets", accept="text/csv")
    print(r.headers, b"".join(r.streaming_content))
    for args in [("GET","nowhere"),("PUT","projects/harbour/outlets"),("POST","projects/harbour/outlets",{"nam":"x"}),("POST","projects/harbour/outlets",{"name":""}),("GET","projects/harbour/outlets?limit=x&foo=1"), ("GET","projects/other/outlets")]:
        r = alice.send(*args)
        print(r.status_code, r.headers["content-type"], r.content)
    for i in range(5):
        alice("POST", "projects/harbour/outlets", {"name": f"O{i}"}, 201)
    r = alice("GET", "projects/harbour/outlets?limit=2&order=name"); print(r)
    while r["next"]:
        r = alice("GET", r["next"].partition("/api/v1/")[2]); print(r)
    a = alice.send("POST", "projects/harbour/outlets", {"name": "Key"}, idempotency_key="a")
    b = alice.send("POST", "projects/harbour/outlets", {"name": "Key"}, idempotency_key="a")
    print(a.content==b.content, b.headers)
    c = alice.send("POST", "projects/harbour/outlets", {"name": "Key2"}, idempotency_key="a"); print(c.content)
    assert 0
